// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.Bytes;
import io.millrace.function.FunctionKind;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.PublicEvolving;

/** What a payload is, by its first seven bytes. Finding out reads nothing more and runs nothing. */
@PublicEvolving
public enum PayloadKind {
  PYTHON_SCALAR("DFPYUDF", FunctionKind.SCALAR),
  PYTHON_AGGREGATE("DFPYUDA", FunctionKind.AGGREGATE),
  PYTHON_WINDOW("DFPYUDW", FunctionKind.WINDOW),
  JVM_SCALAR("DFJVUDF", FunctionKind.SCALAR),
  JVM_AGGREGATE("DFJVUDA", FunctionKind.AGGREGATE),
  JVM_WINDOW("DFJVUDW", FunctionKind.WINDOW),
  /** What an extension codec wrote, with the codec's id; it may hold any other kind. */
  CHAIN("DFPYCHN", null),
  /** None of these. */
  UNKNOWN("", null);

  static final int LENGTH = 7;

  private final String family;
  private final FunctionKind function;

  PayloadKind(String family, FunctionKind function) {
    this.family = family;
    this.function = function;
  }

  public static PayloadKind of(Bytes payload) {
    if (payload.length() >= LENGTH) {
      String found = family(payload);
      for (PayloadKind kind : values()) {
        if (kind.family.equals(found)) {
          return kind;
        }
      }
    }
    return UNKNOWN;
  }

  /** The first bytes as text, whatever they are. */
  private static String family(Bytes payload) {
    byte[] start = new byte[Math.min(LENGTH, payload.length())];
    for (int i = 0; i < start.length; i++) {
      start[i] = payload.at(i);
    }
    return new String(start, StandardCharsets.ISO_8859_1);
  }

  /** The first seven bytes as text; empty if unknown. */
  public String family() {
    return family;
  }

  /** Of which kind the function in it is; null for chains and unknown ones. */
  public FunctionKind function() {
    return function;
  }

  public boolean isPython() {
    return this == PYTHON_SCALAR || this == PYTHON_AGGREGATE || this == PYTHON_WINDOW;
  }

  public boolean isJvm() {
    return this == JVM_SCALAR || this == JVM_AGGREGATE || this == JVM_WINDOW;
  }

  /** Whether it is code by value. */
  public boolean isInline() {
    return isPython() || isJvm();
  }

  /** The family of functions of that kind from this platform. */
  static PayloadKind jvm(FunctionKind function) {
    return switch (function) {
      case SCALAR -> JVM_SCALAR;
      case AGGREGATE -> JVM_AGGREGATE;
      case WINDOW -> JVM_WINDOW;
      case HIGHER_ORDER ->
          throw new IllegalArgumentException("higher-order functions do not travel");
    };
  }

  /** Why a call that holds it can not be evaluated, as the end of a sentence. */
  public static String missing(Bytes payload) {
    PayloadKind kind = of(payload);
    if (kind.isPython()) {
      return PythonPayload.of(payload).missing();
    } else if (kind.isJvm()) {
      return "it came by value and was not let in, expected a session that resolves it";
    } else if (kind == CHAIN) {
      return "an extension codec wrote it, expected a session that has the codec";
    }
    return "its payload is of an unknown family "
        + (payload.length() == 0 ? "(no bytes)" : Quoted.of(family(payload)))
        + ", expected one of this library or an extension codec that knows it";
  }
}
