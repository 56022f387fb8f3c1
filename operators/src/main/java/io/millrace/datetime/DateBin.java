// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import java.time.LocalDate;
import java.util.OptionalLong;

/** The beginning of the bin in which a moment lies; bins are counted from an origin. */
final class DateBin {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;

  private DateBin() {}

  static Kernel kernel(Call call) {
    Literal stride = call.constant(0);
    Literal origin = call.arity() == 3 ? call.constant(2) : Literal.of(0);
    if (stride == null || stride.isNull() || origin == null || origin.isNull()) {
      throw refused("stride and origin must be constants that aren't null");
    }
    Interval span = (Interval) stride.value();
    boolean months = span.months() != 0;
    if (months && (span.days() != 0 || span.nanos() != 0)) {
      throw refused("a stride of months together with days or times");
    }
    TimeUnit unit =
        call.type(1) instanceof DataType.Timestamp stamp
            ? stamp.unit()
            : ((DataType.Time) call.type(1)).unit();
    long start = (Long) origin.value();
    if (call.arity() == 3 && call.type(2) instanceof DataType.Time time) {
      start *= time.unit().nanos();
    }
    return months ? months(span.months(), start, unit) : nanos(span, start, unit);
  }

  private static MillraceException refused(String why) {
    return new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot bind date_bin: " + why);
  }

  private static Kernel.Row nanos(Interval span, long origin, TimeUnit unit) {
    long step;
    try {
      step = Math.addExact(Math.multiplyExact(span.days(), NANOS_OF_DAY), span.nanos());
    } catch (ArithmeticException e) {
      throw refused("the stride is too long");
    }
    if (step == 0) {
      throw refused("the stride is zero");
    }
    return (Kernel.Row)
        (args, row, out) -> {
          OptionalLong bin = bin(((LongBlock) args[1]).values[row], step, origin, unit);
          if (bin.isPresent()) {
            ((LongBlock) out).values[row] = bin.getAsLong();
          } else {
            out.setNull(row);
          }
        };
  }

  /** Empty where nanoseconds can't count that far. */
  private static OptionalLong bin(long value, long step, long origin, TimeUnit unit) {
    long nanosEach = unit.nanos();
    try {
      long since = Math.subtractExact(Math.multiplyExact(value, nanosEach), origin);
      long start = Math.subtractExact(since, Math.floorMod(since, step));
      return OptionalLong.of(Math.addExact(start, origin) / nanosEach);
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static long nanosOf(long value, TimeUnit unit) {
    long factor = unit.nanos();
    if (Math.multiplyHigh(value, factor) != (value * factor) >> 63) {
      throw outOfRange(value);
    }
    return value * factor;
  }

  private static EvaluationError outOfRange(long value) {
    return new EvaluationError("Cannot compute date_bin of " + value + ": out of range");
  }

  private static Kernel.Row months(int stride, long origin, TimeUnit unit) {
    LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(origin, NANOS_OF_DAY));
    long ofDay = Math.floorMod(origin, NANOS_OF_DAY);
    return (args, row, out) -> {
      long value = nanosOf(((LongBlock) args[1]).values[row], unit);
      LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(value, NANOS_OF_DAY));
      long apart =
          12L * (date.getYear() - first.getYear()) + date.getMonthValue() - first.getMonthValue();
      long bins = Math.floorDiv(apart, stride);
      long start = start(first, bins * stride, ofDay, value);
      if (start > value) {
        start = start(first, (bins - 1) * stride, ofDay, value);
      }
      ((LongBlock) out).values[row] = Math.floorDiv(start, unit.nanos());
    };
  }

  private static long start(LocalDate first, long months, long ofDay, long value) {
    try {
      long day = first.plusMonths(months).toEpochDay();
      return Math.addExact(Math.multiplyExact(day, NANOS_OF_DAY), ofDay);
    } catch (ArithmeticException e) {
      throw outOfRange(value);
    }
  }
}
