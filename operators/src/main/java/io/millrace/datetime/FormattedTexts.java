// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Texts read by the first of several formats that fits. Formats that are constant NULLs are left
 * out; those that are null in a row are empty there.
 */
final class FormattedTexts {
  /** A format and what it reads. */
  interface Reading {
    /** Null where the fields of the scanner now hold what was read. */
    Mismatch read(FormatScanner scanner, BytesView text);

    boolean is(BytesView format);
  }

  private final Function<String, Reading> reading;
  private final ToLongFunction<ScannedFields> result;

  /**
   * @param reading makes a format ready
   * @param result the value of what was read; fails where its type has none
   */
  FormattedTexts(Function<String, Reading> reading, ToLongFunction<ScannedFields> result) {
    this.reading = reading;
    this.result = result;
  }

  /** Whether a null among the arguments may be something else than no result. */
  static boolean seesNulls(Call call) {
    for (int i = 1; i < call.arity(); i++) {
      if (call.constant(i) == null || call.constant(i).isNull()) {
        return true;
      }
    }
    return false;
  }

  /** For calls with formats behind the text. */
  Kernel kernel(String function, Call call) {
    Reading[] readings = new Reading[call.arity() - 1];
    boolean varies = false;
    for (int i = 0; i < readings.length; i++) {
      Literal constant = call.constant(i + 1);
      varies |= constant == null;
      if (constant != null && !constant.isNull()) {
        readings[i] = reading.apply((String) constant.value());
      }
    }
    if (varies && call.constant(0) != null) {
      throw mustBeConstant(function, "where the text is constant");
    }
    return varies ? varying(readings, call) : constant(readings);
  }

  static MillraceException mustBeConstant(String function, String where) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": a format varies, expected constants " + where);
  }

  /** For calls without formats, which are read by these. */
  Kernel kernel(List<String> formats) {
    return constant(formats.stream().map(reading).toArray(Reading[]::new));
  }

  private Kernel constant(Reading[] readings) {
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          FormatScanner scanner = new FormatScanner();
          BytesView text = new BytesView();
          for (int row = 0; row < rows; row++) {
            if (args[0].isNull(row)) {
              out.setNull(row);
            } else if (!out.isNull(row)) {
              text.move((BytesBlock) args[0], row);
              try {
                set(out, row, text, readings, scanner);
              } catch (EvaluationError e) {
                errors.mark(row, e);
              }
            }
          }
        };
    return loop.byValue(
        new Kernel.Alone(0, (Kernel.Bl) text -> value(text, readings, new FormatScanner())));
  }

  /**
   * @param known those of constant formats; null elements for others
   */
  private Kernel varying(Reading[] known, Call call) {
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          FormatScanner scanner = new FormatScanner();
          BytesView text = new BytesView();
          Reading[] readings = known.clone();
          for (int row = 0; row < rows; row++) {
            if (args[0].isNull(row)) {
              out.setNull(row);
              continue;
            }
            for (int i = 0; i < readings.length; i++) {
              if (call.constant(i + 1) == null) {
                readings[i] = ready(readings[i], args[i + 1], row);
              }
            }
            text.move((BytesBlock) args[0], row);
            try {
              set(out, row, text, readings, scanner);
            } catch (EvaluationError e) {
              errors.mark(row, e);
            }
          }
        };
  }

  private Reading ready(Reading before, Block formats, int row) {
    BytesView format = new BytesView();
    if (formats.isNull(row)) {
      format.bytes = new byte[0];
    } else {
      format.move((BytesBlock) formats, row);
    }
    return before != null && before.is(format) ? before : reading.apply(format.toString());
  }

  private void set(Block out, int row, BytesView text, Reading[] readings, FormatScanner scanner) {
    for (Reading each : readings) {
      if (each != null) {
        ((LongBlock) out).values[row] = value(text, readings, scanner);
        return;
      }
    }
    out.setNull(row);
  }

  /** At least one of the readings is not null. */
  private long value(BytesView text, Reading[] readings, FormatScanner scanner) {
    Reading last = null;
    Mismatch mismatch = null;
    EvaluationError failure = null;
    for (Reading each : readings) {
      if (each != null) {
        last = each;
        mismatch = each.read(scanner, text);
        if (mismatch == null) {
          try {
            return result.applyAsLong(scanner.fields());
          } catch (EvaluationError e) {
            failure = e;
          }
        }
      }
    }
    if (mismatch == null) {
      throw failure;
    }
    throw new EvaluationError("Cannot read '" + text + "' by format '" + last + "': " + mismatch);
  }
}
