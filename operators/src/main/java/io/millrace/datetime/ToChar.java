// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.value.DurationText;
import java.nio.charset.StandardCharsets;

/** Dates, times, timestamps and durations written by a format. */
final class ToChar {
  private static final String ISO_8601 = "iso8601";

  private ToChar() {}

  static Kernel kernel(Call call) {
    Literal format = call.constant(1);
    if (format != null && format.isNull()) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    DataType type = call.type(0);
    String text = call.constantText(1);
    if (type instanceof DataType.Duration duration) {
      return text == null ? durations(duration) : durations(duration, text);
    }
    PrintedType printed = PrintedType.of(type);
    return text == null ? points(printed) : points(printed, TimeFormat.of(text));
  }

  private static Kernel points(PrintedType type, TimeFormat format) {
    Kernel.Blocks loop =
        (args, out, rows, errors) -> print(type, format, args[0], out, rows, errors);
    Kernel.Lb one =
        (value, out) -> {
          FormatPrinter printer = type.printer(format);
          type.print(value, printer);
          out.append(printer.bytes(), 0, printer.length());
        };
    return loop.byValue(new Kernel.Alone(0, one));
  }

  private static void print(
      PrintedType type, TimeFormat format, Block arg, Block out, int rows, RowErrors errors) {
    long[] values = ((LongBlock) arg).values;
    BytesBlock text = (BytesBlock) out;
    FormatPrinter printer = null;
    for (int row = 0; row < rows; row++) {
      if (!out.isNull(row)) {
        try {
          printer = printer == null ? type.printer(format) : printer;
          type.print(values[row], printer);
          text.set(row, printer.bytes(), 0, printer.length());
        } catch (EvaluationError e) {
          errors.mark(row, e);
        }
      }
    }
  }

  /** The format of the row before is remembered. */
  private static Kernel points(PrintedType type) {
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[0]).values;
          BytesView view = new BytesView();
          TimeFormat format = null;
          FormatPrinter printer = null;
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              view.move((BytesBlock) args[1], row);
              if (format == null || !format.is(view)) {
                format = TimeFormat.of(view);
                printer = null;
              }
              try {
                printer = printer == null ? type.printer(format) : printer;
                type.print(values[row], printer);
                ((BytesBlock) out).set(row, printer.bytes(), 0, printer.length());
              } catch (EvaluationError e) {
                errors.mark(row, e);
              }
            }
          }
        };
  }

  private static Kernel durations(DataType.Duration type, String format) {
    boolean iso = format.equalsIgnoreCase(ISO_8601);
    Kernel.Lb one = (value, out) -> out.append(text(value, type, iso));
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              set(out, row, text(((LongBlock) args[0]).values[row], type, iso));
            }
          }
        };
    return loop.byValue(new Kernel.Alone(0, one));
  }

  private static Kernel durations(DataType.Duration type) {
    return (Kernel.Row)
        (args, row, out) -> {
          BytesView view = new BytesView();
          view.move((BytesBlock) args[1], row);
          boolean iso =
              view.length() == ISO_8601.length() && view.toString().equalsIgnoreCase(ISO_8601);
          set(out, row, text(((LongBlock) args[0]).values[row], type, iso));
        };
  }

  private static String text(long value, DataType.Duration type, boolean iso) {
    return iso ? DurationText.iso(value, type.unit()) : DurationText.of(value, type.unit());
  }

  private static void set(Block out, int row, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    ((BytesBlock) out).set(row, bytes, 0, bytes.length);
  }
}
