// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The beginning of the bin in which a moment lies; bins are counted from an origin, in UTC whatever
 * the zone. Moments whose bin nanoseconds can't count become null.
 */
final class DateBin {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;

  /** From a moment to the beginning of its bin, in nanoseconds. */
  private interface Bins {
    /** Sets a row of {@code begins}; false where the beginning can not be counted. */
    boolean begin(long nanos, long[] begins, int row);
  }

  private DateBin() {}

  /** In DataFusion's order, since the first that the arguments can be brought to is taken. */
  static Signature signature() {
    List<Signature> all = new ArrayList<>();
    DataType instant = DataType.timestamp(TimeUnit.NANOSECOND);
    DataType zoned = DataType.timestamp(TimeUnit.NANOSECOND, Signatures.ANY_ZONE);
    DataType months = DataType.INTERVAL_MONTH_DAY_NANO;
    DataType days = new DataType.Interval(IntervalUnit.DAY_TIME);
    TimeUnit[] units = TimeUnit.values();
    for (int i = units.length - 1; i >= 0; i--) {
      DataType plain = DataType.timestamp(units[i]);
      DataType inZone = DataType.timestamp(units[i], Signatures.ANY_ZONE);
      DataType time = time(units[i]);
      for (DataType stride : new DataType[] {months, days}) {
        all.add(Signatures.exact(stride, plain, instant));
        all.add(Signatures.exact(stride, inZone, zoned));
      }
      for (DataType stride : new DataType[] {months, days}) {
        all.add(Signatures.exact(stride, plain));
        all.add(Signatures.exact(stride, inZone));
      }
      for (DataType stride : new DataType[] {months, days}) {
        all.add(Signatures.exact(stride, time, time));
        all.add(Signatures.exact(stride, time));
      }
    }
    return Signatures.oneOf(all.toArray(new Signature[0]));
  }

  /** The time of day that counts the unit. */
  static DataType time(TimeUnit unit) {
    boolean narrow = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND;
    return new DataType.Time(narrow ? TypeId.TIME32 : TypeId.TIME64, unit);
  }

  static Kernel kernel(Call call) {
    Literal stride = call.constant(0);
    if (stride == null) {
      throw refused("a stride that varies, expected a constant");
    }
    if (stride.isNull()) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    Literal origin = call.arity() == 3 ? call.constant(2) : Literal.of(0);
    if (origin == null || origin.isNull()) {
      throw refused("an origin that varies or is null, expected a constant");
    }
    boolean time = call.type(1) instanceof DataType.Time;
    long start = (Long) origin.value();
    if (call.arity() == 3 && call.type(2) instanceof DataType.Time of) {
      start = Math.multiplyExact(start, of.unit().nanos());
    }
    Bins bins = bins(span(stride), start, time);
    return time
        ? binned(bins, ((DataType.Time) call.type(1)).unit(), nanos -> nanos % NANOS_OF_DAY)
        : binned(bins, ((DataType.Timestamp) call.type(1)).unit(), nanos -> nanos);
  }

  private static Interval span(Literal stride) {
    if (stride.type().equals(DataType.INTERVAL_MONTH_DAY_NANO)) {
      return (Interval) stride.value();
    }
    long daysAndMillis = (Long) stride.value();
    return new Interval(0, (int) (daysAndMillis >> 32), (int) daysAndMillis * 1_000_000L);
  }

  private static MillraceException refused(String why) {
    return new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot bind date_bin: " + why);
  }

  private static Bins bins(Interval span, long origin, boolean time) {
    if (span.months() != 0 && (span.days() != 0 || span.nanos() != 0)) {
      throw refused("a stride of months together with days or times");
    }
    long step;
    try {
      step = Math.addExact(Math.multiplyExact(span.days(), NANOS_OF_DAY), span.nanos());
    } catch (ArithmeticException e) {
      throw refused("the stride is too long");
    }
    if (step == 0 && span.months() == 0) {
      throw refused("the stride is zero");
    }
    if (time && (span.months() > 0 || step >= NANOS_OF_DAY)) {
      throw refused("the stride of times of day is a day or longer, expected a shorter one");
    }
    return span.months() == 0
        ? (nanos, begins, row) -> begin(nanos, step, origin, begins, row)
        : (nanos, begins, row) -> beginOfMonths(nanos, span.months(), origin, begins, row);
  }

  /**
   * @param meant what the beginning of a bin stands for
   */
  private static Kernel binned(Bins bins, TimeUnit unit, LongUnaryOperator meant) {
    long scale = unit.nanos();
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          long[] values = ((LongBlock) args[1]).values;
          long[] result = ((LongBlock) out).values;
          for (int row = 0; row < rows; row++) {
            long nanos = values[row] * scale;
            boolean counts = Math.multiplyHigh(values[row], scale) == nanos >> 63;
            if (counts && bins.begin(nanos, result, row)) {
              result[row] = meant.applyAsLong(result[row]) / scale;
            } else {
              out.setNull(row);
            }
          }
        };
  }

  /** Negative strides go towards the origin. */
  private static long distance(long since, long step) {
    long rest = since % step;
    boolean before = since < 0 && step > 1 && rest != 0;
    return since - rest - (before ? step : 0);
  }

  private static boolean begin(long nanos, long step, long origin, long[] begins, int row) {
    long since = nanos - origin;
    long distance = distance(since, step);
    long begin = origin + distance;
    begins[row] = begin;
    boolean sinceWraps =
        ((nanos ^ origin) & (nanos ^ since)) < 0 || (since == Long.MIN_VALUE && step == -1);
    boolean distanceWraps = step > 0 && distance > since;
    return !sinceWraps && !distanceWraps && ((origin ^ begin) & (distance ^ begin)) >= 0;
  }

  private static boolean beginOfMonths(
      long nanos, int stride, long origin, long[] begins, int row) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(nanos, NANOS_OF_DAY));
    LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(origin, NANOS_OF_DAY));
    long ofDay = Math.floorMod(origin, NANOS_OF_DAY);
    int apart =
        12 * (date.getYear() - first.getYear()) + date.getMonthValue() - first.getMonthValue();
    long months = distance(apart, stride);
    try {
      LocalDate begin = first.plusMonths(months);
      boolean later =
          begin.isAfter(date) || (begin.equals(date) && ofDay > Math.floorMod(nanos, NANOS_OF_DAY));
      begins[row] = nanos(later ? first.plusMonths(months - stride) : begin, ofDay);
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static long nanos(LocalDate date, long ofDay) {
    return Math.addExact(Math.multiplyExact(date.toEpochDay(), NANOS_OF_DAY), ofDay);
  }
}
