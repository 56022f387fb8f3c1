// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.Bytes;
import io.millrace.function.FunctionKind;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function of Python by value, as far as it can be known without running any of it: it is carried
 * and sent on, and only Python evaluates it.
 *
 * @param format version of the frame around the pickle; -1 where it is cut off
 * @param python version, such as 3.11; null where it is cut off
 * @param name of the function inside the pickle, where it can be read safely
 * @param fault what datafusion-python would say of a damaged one, as far as the bytes show it
 */
@PublicEvolving
public record PythonPayload(
    FunctionKind kind, int format, String python, Optional<String> name, Optional<String> fault) {
  /** The one version of the frame that there is. */
  static final int FORMAT = 1;

  private static final int HEADER = PayloadKind.LENGTH + 3;

  /** Throws {@link IllegalArgumentException} for a payload of another family. */
  public static PythonPayload of(Bytes payload) {
    PayloadKind family = PayloadKind.of(payload);
    if (!family.isPython()) {
      throw new IllegalArgumentException("no payload of Python: " + family);
    }
    FunctionKind kind = family.function();
    String what = "inline Python " + kind.name().toLowerCase(Locale.ROOT) + " UDF payload";
    if (payload.length() < HEADER) {
      String part =
          switch (payload.length() - PayloadKind.LENGTH) {
            case 0 -> "wire-format version";
            case 1 -> "Python major version";
            default -> "Python minor version";
          };
      int format = payload.length() > PayloadKind.LENGTH ? at(payload, PayloadKind.LENGTH) : -1;
      String fault =
          format >= 0 && format != FORMAT
              ? wrongFormat(what, format)
              : "Truncated " + what + ": missing " + part + " byte";
      return new PythonPayload(kind, format, null, Optional.empty(), Optional.of(fault));
    }
    int format = at(payload, PayloadKind.LENGTH);
    String python = at(payload, HEADER - 2) + "." + at(payload, HEADER - 1);
    if (format != FORMAT) {
      Optional<String> fault = Optional.of(wrongFormat(what, format));
      return new PythonPayload(kind, format, python, Optional.empty(), fault);
    }
    PickleStart pickle = PickleStart.of(payload, HEADER);
    return new PythonPayload(kind, format, python, pickle.name(), pickle.fault());
  }

  private static String wrongFormat(String what, int format) {
    return "Inline"
        + what.substring("inline".length())
        + " wire-format version v"
        + format
        + "; this build supports v"
        + FORMAT
        + "..=v"
        + FORMAT;
  }

  private static int at(Bytes payload, int index) {
    return payload.at(index) & 0xff;
  }

  String missing() {
    return "it is a function of Python"
        + (python == null ? "" : " " + python)
        + name.map(own -> " called " + Quoted.of(own)).orElse("")
        + fault.map(text -> " whose payload is damaged (" + text + ")").orElse("")
        + ", expected datafusion-python to evaluate it or a function of the same name registered"
        + " here and sent by name";
  }
}
