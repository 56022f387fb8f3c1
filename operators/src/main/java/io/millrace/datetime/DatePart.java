// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalText;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import java.util.Locale;

/** One field of a date, a time or a span; null where the result's type does not hold it. */
final class DatePart {
  /** What can be asked for. */
  enum Field {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    DOY,
    DOW,
    ISODOW,
    ISOYEAR,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND,
    NANOSECOND,
    EPOCH;

    /** Whether it is of the second and what is finer. */
    boolean isOfSecond() {
      return compareTo(SECOND) >= 0 && compareTo(NANOSECOND) <= 0;
    }
  }

  /** The whole part of a value that is a long; a row of the result is set, or false returned. */
  interface Whole {
    boolean set(long value, long[] result, int row);
  }

  private DatePart() {}

  static DataType type(Call call) {
    return switch (planned(call)) {
      case EPOCH -> DataType.FLOAT64;
      case NANOSECOND -> DataType.INT64;
      default -> DataType.INT32;
    };
  }

  /** What there is no part for is an integer, as long as no row comes to it. */
  private static Field planned(Call call) {
    String text = call.constantText(0);
    if (text == null || text.isEmpty()) {
      throw refused("the part must be a constant text that is not empty");
    }
    try {
      return field(call);
    } catch (MillraceException unknown) {
      return Field.YEAR;
    }
  }

  /** Plurals and short forms are known, and a pair of quotes round the name. */
  private static Field field(Call call) {
    String text = call.constantText(0);
    String name = text.replaceAll("^['\"]+|['\"]+$", "").toLowerCase(Locale.ROOT);
    boolean quoted = text.length() - name.length() == 2;
    if (!quoted && text.length() != name.length()) {
      throw refused("there is no part '" + text + "'");
    }
    try {
      return name.equals("qtr") ? Field.QUARTER : Field.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return unit(name);
    }
  }

  private static Field unit(String name) {
    try {
      return Field.valueOf(IntervalText.Unit.named(name).name());
    } catch (IllegalArgumentException e) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH, "Cannot bind date_part: there is no part '" + name + "'", e);
    }
  }

  private static MillraceException refused(String why) {
    return new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot bind date_part: " + why);
  }

  /** Values of a type have no such part. */
  static MillraceException refused(DataType type, Field field) {
    return refused("values of type " + type + " have no " + field.name().toLowerCase(Locale.ROOT));
  }

  static Kernel kernel(Call call) {
    Field field = field(call);
    DataType type = call.type(1);
    if (type.isNull()) {
      throw refused(type, field);
    }
    if (type instanceof DataType.Interval interval) {
      return SpanParts.ofIntervals(field, interval);
    } else if (type instanceof DataType.Duration duration) {
      return SpanParts.ofDurations(field, duration);
    }
    return PointParts.kernel(field, type);
  }

  /** The part of each of the second arguments, null where there is none. */
  static Kernel wholes(Whole part) {
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          for (int row = 0; row < rows; row++) {
            if (!part.set(values[row], result, row)) {
              out.setNull(row);
            }
          }
        };
  }

  /** The second arguments divided, as doubles. */
  static Kernel quotients(double divisor) {
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          double[] result = ((DoubleBlock) out).values;
          for (int row = 0; row < rows; row++) {
            result[row] = values[row] / divisor;
          }
        };
    return loop.byValue(new Kernel.Alone(1, (Kernel.Ld) value -> value / divisor));
  }
}
