// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.NullOnError;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Which types can be cast to which, and the kernels that do it. */
@Internal
public final class Casts {
  private Casts() {}

  /** Whether DataFusion plans this cast; single values may fail nevertheless. */
  public static boolean supported(DataType from, DataType to) {
    DataType source = Cells.unwrapped(from);
    DataType target = Cells.unwrapped(to);
    if (source.equals(target) || source.id() == TypeId.NULL) {
      return true;
    }
    return switch (Kind.of(source)) {
      case BOOLEAN -> Kind.of(target).among(Kind.INTEGER, Kind.FLOAT, Kind.TEXT);
      case INTEGER -> fromInteger(source.id(), target);
      case FLOAT ->
          Kind.of(target).isNumber()
              || Kind.of(target).among(Kind.BOOLEAN, Kind.TEXT, Kind.TIMESTAMP, Kind.DURATION);
      case DECIMAL ->
          Kind.of(target).isNumber()
              || Kind.of(target).among(Kind.NULL, Kind.TEXT, Kind.TIMESTAMP, Kind.DURATION);
      case TEXT ->
          target.id() != TypeId.FIXED_SIZE_BINARY
              && !(target instanceof DataType.Decimal decimal && decimal.scale() < 0)
              && !Kind.of(target).among(Kind.NULL, Kind.DURATION, Kind.NESTED);
      case BINARY -> fromBinary(source.id(), target);
      default -> fromTemporal(source, target);
    };
  }

  private static boolean fromInteger(TypeId source, DataType target) {
    return switch (Kind.of(target)) {
      case BOOLEAN, INTEGER, FLOAT, DECIMAL, TEXT, TIMESTAMP, DURATION -> true;
      case BINARY -> target.id() == TypeId.BINARY || target.id() == TypeId.LARGE_BINARY;
      case DATE -> source == TypeId.INT32 || source == TypeId.INT64;
      case TIME -> source == (target.id() == TypeId.TIME32 ? TypeId.INT32 : TypeId.INT64);
      case INTERVAL -> source == TypeId.INT32 && target.equals(DataType.INTERVAL_YEAR_MONTH);
      default -> false;
    };
  }

  private static boolean fromBinary(TypeId source, DataType target) {
    return switch (source) {
      case BINARY, LARGE_BINARY -> Kind.of(target).among(Kind.TEXT, Kind.BINARY);
      case BINARY_VIEW ->
          Kind.of(target).among(Kind.TEXT, Kind.BINARY) && target.id() != TypeId.FIXED_SIZE_BINARY;
      default -> Kind.of(target) == Kind.BINARY && target.id() != TypeId.FIXED_SIZE_BINARY;
    };
  }

  private static boolean fromTemporal(DataType source, DataType target) {
    Kind to = Kind.of(target);
    boolean counts32 = target.id() == TypeId.INT32;
    boolean counts64 = target.id() == TypeId.INT64;
    return switch (Kind.of(source)) {
      case DATE -> counts32 || counts64 || to.among(Kind.TEXT, Kind.DATE, Kind.TIMESTAMP);
      case TIME ->
          (counts32 && source.id() == TypeId.TIME32) || counts64 || to.among(Kind.TEXT, Kind.TIME);
      case TIMESTAMP -> to.isNumber() || to.among(Kind.TEXT, Kind.DATE, Kind.TIME, Kind.TIMESTAMP);
      case DURATION ->
          to.isNumber()
              || to.among(Kind.TEXT, Kind.DURATION)
              || target.equals(DataType.INTERVAL_MONTH_DAY_NANO);
      case INTERVAL ->
          to == Kind.TEXT
              || target.equals(DataType.INTERVAL_MONTH_DAY_NANO)
              || (to == Kind.DURATION && source.equals(DataType.INTERVAL_MONTH_DAY_NANO));
      default -> false;
    };
  }

  /**
   * The kernel of a supported cast; {@code safe} makes null of what has no counterpart. Throws
   * MillraceException (TYPE_MISMATCH) if the cast isn't supported.
   */
  public static Kernel kernel(DataType from, DataType to, boolean safe) {
    DataType source = Cells.unwrapped(from);
    DataType target = Cells.unwrapped(to);
    Optional<Kernel> nested =
        MemberCasts.find(source, to, safe)
            .map(cast -> ListCasts.row(source, target, cast))
            .or(() -> ListCasts.find(source, target, safe));
    if (nested.isPresent()) {
      return nested.get();
    }
    if (!supported(from, to)) {
      throw unsupported(from, to);
    }
    Kernel kernel = strict(source, target);
    return safe && forgives(source, target) ? NullOnError.around(kernel) : kernel;
  }

  /** Whether a value can fail to be cast; some can even where nulls are asked for. */
  public static boolean mayFail(DataType from, DataType to, boolean safe) {
    return !safe || !forgives(Cells.unwrapped(from), Cells.unwrapped(to));
  }

  /** Dates and times outside of the calendar fail even where nulls are asked for. */
  private static boolean forgives(DataType from, DataType to) {
    if (from instanceof DataType.Decimal source && to instanceof DataType.Decimal target) {
      return !NumberCasts.exceedsScale(source, target);
    }
    return switch (Kind.of(from)) {
      case DATE, TIME -> Kind.of(to) != Kind.TEXT;
      case TIMESTAMP -> !Kind.of(to).among(Kind.TEXT, Kind.TIME) && to.id() != TypeId.DATE32;
      default -> true;
    };
  }

  static MillraceException unsupported(DataType from, DataType to) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH, "Cannot cast " + from + " to " + to + ": no such cast");
  }

  private static Kernel strict(DataType from, DataType to) {
    Kind source = Kind.of(from);
    Kind target = Kind.of(to);
    if (source == Kind.NULL || target == Kind.NULL) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    if (from.equals(to) || (source == target && source == Kind.TEXT)) {
      return copy(Lane.of(to));
    }
    if (source == Kind.TEXT) {
      return TextCasts.parse(to);
    }
    if (target == Kind.TEXT) {
      return TextCasts.print(from);
    }
    if (target == Kind.BINARY) {
      return BinaryCasts.kernel(from, to);
    }
    if (source == Kind.INTERVAL || target == Kind.INTERVAL) {
      return interval(from, to);
    }
    boolean temporal = source.isTemporal() && target.isTemporal();
    return temporal ? TimeCasts.kernel(from, to) : NumberCasts.kernel(from, to);
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
    };
  }

  /** Families of types that cast alike. */
  enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    FLOAT,
    DECIMAL,
    TEXT,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    DURATION,
    INTERVAL,
    NESTED;

    static Kind of(DataType type) {
      return switch (type.id()) {
        case NULL -> NULL;
        case BOOLEAN -> BOOLEAN;
        case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> INTEGER;
        case FLOAT16, FLOAT32, FLOAT64 -> FLOAT;
        case DECIMAL32, DECIMAL64, DECIMAL128, DECIMAL256 -> DECIMAL;
        case UTF8, LARGE_UTF8, UTF8_VIEW -> TEXT;
        case BINARY, LARGE_BINARY, BINARY_VIEW, FIXED_SIZE_BINARY -> BINARY;
        case DATE32, DATE64 -> DATE;
        case TIME32, TIME64 -> TIME;
        case TIMESTAMP -> TIMESTAMP;
        case DURATION -> DURATION;
        case INTERVAL -> INTERVAL;
        default -> NESTED;
      };
    }

    boolean among(Kind... kinds) {
      for (Kind each : kinds) {
        if (each == this) {
          return true;
        }
      }
      return false;
    }

    boolean isNumber() {
      return among(INTEGER, FLOAT, DECIMAL);
    }

    boolean isTemporal() {
      return among(DATE, TIME, TIMESTAMP, DURATION);
    }
  }
}
