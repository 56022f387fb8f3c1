// SPDX-License-Identifier: Apache-2.0
package io.millrace.math;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.Signatures;
import io.millrace.value.Decimals;
import io.millrace.value.Floats;
import io.millrace.value.Integers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.apache.flink.annotation.Internal;

/** Functions that drop digits. */
@Internal
public final class RoundingFunctions {
  static final Scalar CEIL = whole("ceil", Math::ceil, 1);

  static final Scalar FLOOR = whole("floor", Math::floor, -1);

  /** Half away from zero. */
  static final Scalar ROUND =
      scalar("round")
          .accepts(Signatures.userDefined(given -> places(given, DataType.INT32)))
          .size(ResultSize.WIDTH)
          .returns(RoundingFunctions::roundType)
          .kernel(RoundingFunctions::round);

  /** Towards zero. A column of nothing but nulls is refused, as in DataFusion. */
  static final Scalar TRUNC =
      scalar("trunc")
          .accepts(
              Signatures.keepingNull(
                  Signatures.userDefined(given -> places(floats(given), DataType.INT64))))
          .size(ResultSize.WIDTH)
          .returns(call -> call.type(0).isNull() ? DataType.FLOAT64 : call.type(0))
          .kernel(RoundingFunctions::trunc);

  public static final List<Scalar> ALL = List.of(CEIL, FLOOR, ROUND, TRUNC);

  private RoundingFunctions() {}

  private static Scalar whole(String name, DoubleUnaryOperator operator, int direction) {
    return scalar(name)
        .accepts(Signatures.userDefined(RoundingFunctions::one))
        .returnsArgument(0)
        .kernel(
            call ->
                call.type(0) instanceof DataType.Decimal decimal
                    ? DecimalKernels.unary(
                        decimal, decimal, value -> whole(value, decimal, direction))
                    : (Kernel.Dd) operator::applyAsDouble);
  }

  private static BigInteger whole(BigInteger value, DataType.Decimal type, int direction) {
    if (type.scale() <= 0) {
      return value;
    }
    BigInteger unit = Decimals.power(type.scale());
    BigInteger[] parts = value.divideAndRemainder(unit);
    boolean step = parts[1].signum() == direction;
    BigInteger units = step ? parts[0].add(BigInteger.valueOf(direction)) : parts[0];
    return Decimals.checked(units.multiply(unit), type);
  }

  /** Integers and half floats are brought to doubles. */
  private static List<DataType> floats(List<DataType> given) {
    List<DataType> types = new ArrayList<>(given);
    if (!given.isEmpty()) {
      DataType first = given.get(0).unwrapped();
      boolean kept = first.isDecimal() || first.equals(DataType.FLOAT32);
      types.set(0, kept || !first.isNumeric() ? first : DataType.FLOAT64);
    }
    return types;
  }

  /** All in a dictionary are brought to doubles. */
  private static Optional<List<DataType>> one(List<DataType> given) {
    if (given.size() != 1) {
      return Optional.empty();
    }
    boolean encoded = !given.get(0).equals(given.get(0).unwrapped());
    Optional<List<DataType>> types = places(floats(given), DataType.INT64);
    return encoded ? types.map(any -> List.of(DataType.FLOAT64)) : types;
  }

  /** A number and perhaps a count of places. */
  private static Optional<List<DataType>> places(List<DataType> given, DataType count) {
    if (given.isEmpty() || given.size() > 2) {
      return Optional.empty();
    }
    DataType first = given.get(0).unwrapped();
    DataType value = first.isNull() || first.equals(DataType.FLOAT16) ? DataType.FLOAT64 : first;
    DataType second = given.size() == 1 ? count : given.get(1).unwrapped();
    boolean counts = second.isInteger() || second.isNull();
    if (!value.isNumeric() || !counts) {
      return Optional.empty();
    }
    return Optional.of(given.size() == 1 ? List.of(value) : List.of(value, count));
  }

  /** A constant count of places sets the scale; there is room for a carry wherever one can be. */
  private static DataType roundType(Call call) {
    if (!(call.type(0) instanceof DataType.Decimal type)) {
      return call.type(0);
    }
    Literal places = call.arity() == 1 ? Literal.of(0) : call.constant(1);
    int scale = type.scale();
    int digits = type.precision() + 1;
    if (places != null) {
      long wanted = places.isNull() ? 0 : (Long) places.value();
      scale = (int) Math.min(scale, scale < 0 ? wanted : Math.max(0, wanted));
      int carry = wanted < type.scale() ? 1 : 0;
      digits = Math.max(type.precision(), type.precision() - type.scale() + scale + carry);
    }
    int precision = Math.min(digits, type.id().maxPrecision());
    return new DataType.Decimal(type.id(), precision, scale);
  }

  /** With a constant count of places, a value that keeps its own is not looked at. */
  private static Kernel round(Call call) {
    DataType type = call.type(0);
    if (type instanceof DataType.Decimal from) {
      DataType.Decimal to = (DataType.Decimal) call.result();
      boolean constant = call.arity() == 1 || call.constant(1) != null;
      return (Kernel.Row)
          (args, row, out) -> {
            BigInteger value = (BigInteger) Cells.get(args[0], row, from);
            long places = count(args, row);
            boolean same = constant && places >= from.scale();
            Cells.set(out, row, to, same ? value : rounded(value, from, to, places));
          };
    }
    if (type.isInteger()) {
      return (Kernel.Row)
          (args, row, out) ->
              ((LongBlock) out).values[row] =
                  rounded(((LongBlock) args[0]).values[row], type, count(args, row));
    }
    return floats(call, RoundingFunctions::halfAway, exponent -> (float) Floats.tenTo(exponent));
  }

  private static long count(Block[] args, int row) {
    return args.length == 1 ? 0 : ((LongBlock) args[1]).values[row];
  }

  private static BigInteger rounded(
      BigInteger value, DataType.Decimal from, DataType.Decimal to, long places) {
    if (places >= from.scale()) {
      return Decimals.checked(Decimals.rescaled(value, from.scale(), to.scale()), to);
    }
    int dropped = (int) Math.min(from.scale() - places, 100);
    BigInteger unit = Decimals.power(dropped);
    BigInteger units = Decimals.divideHalfUp(value, unit);
    return Decimals.checked(Decimals.rescaled(units.multiply(unit), from.scale(), to.scale()), to);
  }

  private static long rounded(long value, DataType type, long places) {
    if (places >= 0) {
      return value;
    }
    int dropped = (int) Math.min(-places, 40);
    BigInteger unit = Decimals.power(dropped);
    BigInteger number = Integers.toBigInteger(value, type);
    BigInteger result = Decimals.divideHalfUp(number, unit).multiply(unit);
    try {
      return Integers.of(result, type);
    } catch (EvaluationError e) {
      throw new EvaluationError(
          "Cannot round " + number + " to " + places + " places: overflow of " + type);
    }
  }

  private static double halfAway(double value) {
    double magnitude = Math.abs(value);
    double floor = Math.floor(magnitude);
    return Math.copySign(magnitude - floor >= 0.5 ? floor + 1 : floor, value);
  }

  /**
   * @param singleTenTo powers of ten by which floats of 32 bits are moved
   */
  private static Kernel floats(
      Call call, DoubleUnaryOperator operator, IntToDoubleFunction singleTenTo) {
    boolean single = call.type(0).equals(DataType.FLOAT32);
    if (call.arity() == 1) {
      return (Kernel.Dd) operator::applyAsDouble;
    }
    return (Kernel.Dld)
        (value, places) ->
            places == 0
                ? operator.applyAsDouble(value)
                : single
                    ? single(value, singleTenTo.applyAsDouble(exponent(places)), operator)
                    : at(value, Floats.tenTo(exponent(places)), operator);
  }

  private static int exponent(long places) {
    return (int) Math.max(-400, Math.min(400, places));
  }

  private static double at(double value, double unit, DoubleUnaryOperator operator) {
    return operator.applyAsDouble(value * unit) / unit;
  }

  private static double single(double value, double unit, DoubleUnaryOperator operator) {
    return (float) operator.applyAsDouble((float) value * (float) unit) / (float) unit;
  }

  private static Kernel trunc(Call call) {
    if (call.type(0).isNull() && call.arity() == 2 && call.constant(1) == null) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind trunc: the first argument is NULL, expected a number");
    }
    call.refuseNullColumn("trunc");
    if (call.type(0) instanceof DataType.Decimal type) {
      return (Kernel.Row)
          (args, row, out) -> {
            BigInteger value = (BigInteger) Cells.get(args[0], row, type);
            long dropped = type.scale() - count(args, row);
            BigInteger result =
                dropped <= 0
                    ? value
                    : value.subtract(value.remainder(Decimals.power((int) Math.min(100, dropped))));
            Cells.set(out, row, type, result);
          };
    }
    // of a column DataFusion makes zeros positive, of a constant and with places it does not
    boolean signed = call.arity() == 2 || call.constant(0) != null;
    return floats(
        call,
        value -> value < 0 ? Math.ceil(value) : value == 0 && !signed ? 0 : Math.floor(value),
        Floats::singleTenTo);
  }
}
