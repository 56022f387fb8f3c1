// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.value.Decimals;
import io.millrace.value.Floats;
import io.millrace.value.Integers;
import java.math.BigInteger;
import java.util.function.Function;

/**
 * Casts among booleans, integers, floats and decimals. Dates, times, timestamps and durations are
 * taken as the integers in which they count.
 */
final class NumberCasts {
  private NumberCasts() {}

  static Kernel kernel(DataType from, DataType to) {
    if (from.id() == TypeId.INT32 && to.id() == TypeId.DATE64) {
      return (Kernel.Ll) days -> days * TimeCasts.MILLIS_OF_DAY;
    }
    DataType source = counted(from);
    DataType target = counted(to);
    if (source instanceof DataType.Decimal decimal) {
      return fromDecimal(decimal, target);
    }
    if (source.isFloat()) {
      return fromFloat(target);
    }
    return source.isInteger() ? fromInteger(source, target) : fromBoolean(target);
  }

  /** The integer type in which a temporal type counts. */
  private static DataType counted(DataType type) {
    if (!type.family().isTemporal()) {
      return type;
    }
    return type.id().bits() == Integer.SIZE ? DataType.INT32 : DataType.INT64;
  }

  private static Kernel fromBoolean(DataType to) {
    return Lane.of(to) == Lane.DOUBLE
        ? (Kernel.Row) (args, row, out) -> ((DoubleBlock) out).values[row] = bit(args, row)
        : (Kernel.Row) (args, row, out) -> ((LongBlock) out).values[row] = bit(args, row);
  }

  private static int bit(Block[] args, int row) {
    return ((BoolBlock) args[0]).values[row] != 0 ? 1 : 0;
  }

  private static Kernel fromInteger(DataType from, DataType to) {
    if (to instanceof DataType.Decimal decimal) {
      return toDecimal(from, decimal);
    }
    if (to.isFloat()) {
      return toFloat(from, to);
    }
    return to.isInteger() ? integerToInteger(from, to) : (Kernel.Lz) value -> value != 0;
  }

  private static Kernel integerToInteger(DataType from, DataType to) {
    long min = Integers.min(to);
    long max = Integers.max(to);
    boolean widens = Integers.min(from) >= min && Integers.max(from) <= max;
    if (widens && (!Integers.isUint64(from) || Integers.isUint64(to))) {
      return Casts.copy(Lane.LONG);
    }
    if (Integers.isUint64(from)) {
      return (Kernel.Ll)
          value -> {
            if (value < 0 || value > max) {
              throw Integers.outOfRange(Long.toUnsignedString(value), to);
            }
            return value;
          };
    }
    return (Kernel.Ll)
        value -> {
          if (value < min || value > max) {
            throw Integers.outOfRange(Long.toString(value), to);
          }
          return value;
        };
  }

  private static Kernel toFloat(DataType from, DataType to) {
    boolean unsigned = Integers.isUint64(from);
    return switch (to.id()) {
      case FLOAT16 -> (Kernel.Ld) value -> Floats.toHalf(Integers.toFloat(value, from));
      case FLOAT32 ->
          unsigned
              ? (Kernel.Ld) value -> Integers.toFloat(value, from)
              : (Kernel.Ld) value -> (float) value;
      case FLOAT64 ->
          unsigned ? (Kernel.Ld) value -> Integers.toDouble(value, from) : (Kernel.Ld) Floats::of;
      default -> throw new AssertionError(to);
    };
  }

  private static Kernel toDecimal(DataType from, DataType.Decimal to) {
    boolean shrinks = to.scale() < 0;
    BigInteger factor = Decimals.power(Math.abs(to.scale()));
    return (Kernel.Row)
        (args, row, out) -> {
          BigInteger value = wrapped(((LongBlock) args[0]).values[row], from, to);
          BigInteger unscaled = shrinks ? value.divide(factor) : value.multiply(factor);
          Cells.set(out, row, to, Decimals.checked(unscaled, to));
        };
  }

  /** Integers are cut to the bits of narrow decimals. */
  private static BigInteger wrapped(long value, DataType from, DataType to) {
    return switch (to.id().bits()) {
      case Integer.SIZE -> BigInteger.valueOf((int) value);
      case Long.SIZE -> BigInteger.valueOf(value);
      default -> Integers.toBigInteger(value, from);
    };
  }

  private static Kernel fromFloat(DataType to) {
    if (to instanceof DataType.Decimal decimal) {
      return (Kernel.Row)
          (args, row, out) ->
              Cells.set(out, row, to, Decimals.of(((DoubleBlock) args[0]).values[row], decimal));
    }
    if (to.isFloat()) {
      return (Kernel.Dd) value -> Floats.rounded(value, to);
    }
    return to.isInteger()
        ? (Kernel.Dl) value -> Integers.of(value, to)
        : (Kernel.Dz) value -> value != 0;
  }

  private static Kernel fromDecimal(DataType.Decimal from, DataType to) {
    if (to instanceof DataType.Decimal decimal) {
      return decimalToDecimal(from, decimal);
    }
    if (to.isFloat()) {
      return decimals(
          from, to, value -> Floats.rounded(Decimals.toDouble(value, from.scale()), to));
    }
    BigInteger factor = Decimals.power(Math.abs(from.scale()));
    return decimals(
        from,
        to,
        value ->
            integer(from.scale() < 0 ? value.multiply(factor) : value.divide(factor), from, to));
  }

  /** Of a Decimal256 in 128 bits, signed integers take the lowest 64 if their sign is right. */
  private static long integer(BigInteger value, DataType from, DataType to) {
    boolean wraps =
        from.id() == TypeId.DECIMAL256
            && !Integers.isUnsigned(to)
            && value.bitLength() < 128
            && value.signum() < 0 == value.longValue() < 0;
    return Integers.of(wraps ? BigInteger.valueOf(value.longValue()) : value, to);
  }

  /** Whether the digits to be added are more than the type can have at all. */
  static boolean exceedsScale(DataType.Decimal from, DataType.Decimal to) {
    return to.scale() - from.scale() > to.id().maxPrecision();
  }

  private static Kernel decimalToDecimal(DataType.Decimal from, DataType.Decimal to) {
    if (exceedsScale(from, to)) {
      return decimals(
          from,
          to,
          value -> {
            throw new EvaluationError("Cannot cast " + from + " to " + to + ": scale too large");
          });
    }
    return decimals(
        from,
        to,
        value -> Decimals.checked(Decimals.rescaled(value, from.scale(), to.scale()), to));
  }

  private static Kernel.Row decimals(
      DataType from, DataType to, Function<BigInteger, Object> cast) {
    return (args, row, out) ->
        Cells.set(out, row, to, cast.apply((BigInteger) Cells.get(args[0], row, from)));
  }
}
