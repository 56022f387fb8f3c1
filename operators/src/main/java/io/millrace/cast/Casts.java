// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.expr.TypeId.Family;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.NullOnError;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The kernels of casts. */
@Internal
public final class Casts {
  private Casts() {}

  /**
   * The kernel of a supported cast; {@code safe} makes null of what has no counterpart. Throws
   * MillraceException (TYPE_MISMATCH) if the cast isn't supported.
   */
  public static Kernel kernel(DataType from, DataType to, boolean safe) {
    DataType source = from.unwrapped();
    DataType target = to.unwrapped();
    Optional<Kernel> nested =
        MemberCasts.find(source, to instanceof DataType.RunEndEncoded ? target : to, safe)
            .map(cast -> ListCasts.row(source, target, cast))
            .or(() -> ListCasts.find(source, target, safe));
    if (nested.isPresent()) {
      return nested.get();
    }
    if (!Castable.plain(source, target)) {
      throw unsupported(from, to);
    }
    Kernel kernel = strict(source, target);
    return safe && forgives(source, target) ? NullOnError.around(kernel) : kernel;
  }

  /** Whether a value can fail to be cast; some can even where nulls are asked for. */
  public static boolean mayFail(DataType from, DataType to, boolean safe) {
    boolean nested = from.unwrapped().family().isNested() || to.unwrapped().family().isNested();
    return !widens(from, to) && (!safe || nested || !forgives(from.unwrapped(), to.unwrapped()));
  }

  /** Whether there is a result for every value. */
  private static boolean widens(DataType from, DataType to) {
    if (from.isNull()) {
      return true;
    }
    boolean plainNumber = from.isInteger() || from.isFloat();
    return switch (to.family()) {
      case SIGNED ->
          from.isSigned()
              ? to.id().bits() >= from.id().bits()
              : from.isInteger() && to.id().bits() > from.id().bits();
      case UNSIGNED -> from.family() == to.family() && to.id().bits() >= from.id().bits();
      case FLOAT -> plainNumber || from.isDecimal();
      case TEXT -> plainNumber || from.isText();
      case NULL,
          BOOLEAN,
          DECIMAL,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL,
          LIST,
          STRUCT,
          MAP,
          UNION,
          ENCODED ->
          false;
    };
  }

  /** Dates and times outside of the calendar fail even where nulls are asked for. */
  private static boolean forgives(DataType from, DataType to) {
    if (from instanceof DataType.Decimal source && to instanceof DataType.Decimal target) {
      return !NumberCasts.exceedsScale(source, target);
    }
    if (from.isDate() || from instanceof DataType.Time) {
      return !to.isText();
    }
    return !(from instanceof DataType.Timestamp)
        || !(to.isText() || to instanceof DataType.Time || to.id() == TypeId.DATE32);
  }

  static MillraceException unsupported(DataType from, DataType to) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH, "Cannot cast " + from + " to " + to + ": no such cast");
  }

  private static Kernel strict(DataType from, DataType to) {
    Family source = from.family();
    Family target = to.family();
    if (source == Family.NULL || target == Family.NULL) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    if (from.equals(to) || (from.isText() && to.isText())) {
      return copy(Lane.of(to));
    }
    if (from.isText()) {
      return TextCasts.parse(to);
    }
    if (to.isText()) {
      return TextCasts.print(from);
    }
    if (target == Family.BINARY) {
      return BinaryCasts.kernel(from, to);
    }
    if (source == Family.INTERVAL || target == Family.INTERVAL) {
      return interval(from, to);
    }
    boolean times = source.isTemporal() && target.isTemporal();
    return times ? TimeCasts.kernel(from, to) : NumberCasts.kernel(from, to);
  }

  private static Kernel interval(DataType from, DataType to) {
    if (from.id() == TypeId.INT32) {
      return copy(Lane.LONG);
    }
    return to instanceof DataType.Duration duration
        ? IntervalCasts.toDuration(duration.unit())
        : IntervalCasts.toMonthDayNano(from);
  }

  /** Between types whose values are carried in the same way. */
  static Kernel.Blocks copy(Lane lane) {
    return loop(lane).byValue(Kernel.Same.SAME);
  }

  private static Kernel.Blocks loop(Lane lane) {
    return switch (lane) {
      case BOOL ->
          (args, out, rows, errors) ->
              System.arraycopy(((BoolBlock) args[0]).values, 0, ((BoolBlock) out).values, 0, rows);
      case LONG ->
          (args, out, rows, errors) ->
              System.arraycopy(((LongBlock) args[0]).values, 0, ((LongBlock) out).values, 0, rows);
      case DOUBLE ->
          (args, out, rows, errors) ->
              System.arraycopy(
                  ((DoubleBlock) args[0]).values, 0, ((DoubleBlock) out).values, 0, rows);
      case INT128 ->
          (args, out, rows, errors) -> {
            Int128Block source = (Int128Block) args[0];
            System.arraycopy(source.high, 0, ((Int128Block) out).high, 0, rows);
            System.arraycopy(source.low, 0, ((Int128Block) out).low, 0, rows);
          };
      case BYTES ->
          (args, out, rows, errors) -> {
            BytesBlock source = (BytesBlock) args[0];
            BytesBlock target = (BytesBlock) out;
            target.share(source);
            System.arraycopy(source.starts, 0, target.starts, 0, rows);
            System.arraycopy(source.ends, 0, target.ends, 0, rows);
          };
      case OBJECT ->
          (args, out, rows, errors) ->
              System.arraycopy(
                  ((ObjectBlock) args[0]).values, 0, ((ObjectBlock) out).values, 0, rows);
      case NESTED -> (args, out, rows, errors) -> out.copyRange(0, args[0], 0, rows);
    };
  }
}
