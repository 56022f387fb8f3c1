// SPDX-License-Identifier: Apache-2.0
package io.millrace.math;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.arithmetic.Divisors;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Single;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import io.millrace.value.Floats;
import io.millrace.value.Integers;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.apache.flink.annotation.Internal;

/** Arithmetic functions; those that round are {@link RoundingFunctions}. */
@Internal
public final class MathFunctions {
  private static final double LN_2 = Math.log(2);

  /** Checked on signed integers, identity on unsigned ones. */
  static final Scalar ABS =
      scalar("abs")
          .accepts(Signatures.userDefined(MathFunctions::plainNumber))
          .returnsArgument(0)
          .kernel(MathFunctions::abs);

  static final Scalar FACTORIAL =
      scalar("factorial")
          .accepts(Signatures.uniform(1, DataType.INT64))
          .returns(DataType.INT64)
          .kernel((Kernel.Ll) MathFunctions::factorial);

  static final Scalar ISNAN =
      scalar("isnan")
          .accepts(Signatures.numeric(1))
          .returns(DataType.BOOLEAN)
          .kernel(call -> test(call.type(0), Double::isNaN, false));

  static final Scalar ISZERO =
      scalar("iszero")
          .accepts(Signatures.numeric(1))
          .returns(DataType.BOOLEAN)
          .kernel(call -> test(call.type(0), value -> value == 0, true));

  private static final Signature SAME_FLOATS =
      Signatures.oneOf(
          Signatures.exact(DataType.FLOAT64, DataType.FLOAT64),
          Signatures.exact(DataType.FLOAT32, DataType.FLOAT32),
          Signatures.exact(DataType.FLOAT16, DataType.FLOAT16));

  /** Halves and singles meet in singles, all else in doubles. */
  private static final Set<List<DataType>> NARROW_FLOATS =
      Set.of(
          List.of(DataType.FLOAT16, DataType.FLOAT32), List.of(DataType.FLOAT32, DataType.FLOAT16));

  static final Scalar NANVL =
      scalar("nanvl")
          .accepts(
              given ->
                  NARROW_FLOATS.contains(given)
                      ? Optional.of(List.of(DataType.FLOAT32, DataType.FLOAT32))
                      : SAME_FLOATS.coerce(given))
          .returnsArgument(0)
          .nullsAsValues()
          .neverFails()
          .kernel((Kernel.Row) MathFunctions::nanvl);

  static final Scalar POWER =
      scalar("power")
          .accepts(
              Signatures.coercible(
                  Argument.of(Kind.FLOAT64).orFrom(Kind.NUMERIC),
                  Argument.of(Kind.FLOAT64).orFrom(Kind.NUMERIC)))
          .returns(DataType.FLOAT64)
          .kernel((Kernel.Ddd) MathFunctions::power);

  static final Scalar ATAN2 =
      scalar("atan2")
          .accepts(
              Signatures.oneOf(
                  Signatures.exact(DataType.FLOAT64, DataType.FLOAT64),
                  Signatures.exact(DataType.FLOAT32, DataType.FLOAT32)))
          .returnsArgument(0)
          .neverFails()
          .kernel(
              call ->
                  isSingle(call)
                      ? (Kernel.Ddd) (a, b) -> (float) Math.atan2(a, b)
                      : (Kernel.Ddd) Math::atan2);

  /** To base 10, or to the base that comes first; the value's type decides. */
  static final Scalar LOG =
      scalar("log")
          .accepts(Signatures.userDefined(MathFunctions::logTypes))
          .size(ResultSize.WIDTH)
          .returns(call -> call.type(call.arity() - 1))
          .neverFails()
          .kernel(MathFunctions::log);

  static final Scalar PI =
      scalar("pi")
          .accepts(Signatures.nullary())
          .returns(DataType.FLOAT64)
          .neverFails()
          .kernel((Kernel.Row) (args, row, out) -> doubles(out)[row] = Math.PI);

  static final Scalar RANDOM =
      scalar("random")
          .accepts(Signatures.nullary())
          .returns(DataType.FLOAT64)
          .volatility(Volatility.VOLATILE)
          .neverFails()
          .kernel(
              (Kernel.Row)
                  (args, row, out) -> doubles(out)[row] = ThreadLocalRandom.current().nextDouble());

  static final Scalar SQRT =
      scalar("sqrt")
          .accepts(Signatures.uniform(1, DataType.FLOAT64, DataType.FLOAT32))
          .returnsArgument(0)
          .kernel(
              call ->
                  isSingle(call)
                      ? (Kernel.Dd) value -> (float) sqrt(value)
                      : (Kernel.Dd) MathFunctions::sqrt);

  public static final List<Scalar> ALL =
      List.of(
          ABS,
          FACTORIAL,
          Divisors.GCD,
          Divisors.LCM,
          ISNAN,
          ISZERO,
          NANVL,
          POWER,
          ATAN2,
          LOG,
          PI,
          RANDOM,
          SQRT,
          floats("acos", Math::acos),
          floats("acosh", MathFunctions::acosh, SingleMath::acosh),
          floats("asin", Math::asin),
          floats("asinh", MathFunctions::asinh, SingleMath::asinh),
          floats("atan", Math::atan),
          floats("atanh", MathFunctions::atanh, SingleMath::atanh),
          floats("cbrt", Math::cbrt),
          floats("cos", Math::cos),
          floats("cosh", Math::cosh, SingleMath::cosh),
          floats("cot", value -> 1 / Math.tan(value), value -> 1 / (float) Math.tan(value)),
          floats(
              "degrees",
              value -> value * (180 / Math.PI),
              value -> value * (float) (180 / Math.PI)),
          floats("exp", Math::exp),
          floats("ln", Math::log),
          floats("log10", Math::log10, SingleMath::log10),
          floats("log2", MathFunctions::log2),
          floats(
              "radians",
              value -> value * (Math.PI / 180),
              value -> value * ((float) Math.PI / 180f)),
          floats("signum", value -> value == 0 ? 0 : Math.signum(value)),
          floats("sin", Math::sin),
          floats("sinh", Math::sinh, SingleMath::sinh),
          floats("tan", Math::tan),
          floats("tanh", Math::tanh, SingleMath::tanh));

  /** What is computed in single precision throughout. */
  private interface Single {
    float apply(float value);
  }

  private MathFunctions() {}

  /** A function of one float that always has an answer, perhaps NaN. */
  private static Scalar floats(String name, DoubleUnaryOperator operator) {
    return floats(name, operator, value -> (float) operator.applyAsDouble(value));
  }

  private static Scalar floats(String name, DoubleUnaryOperator operator, Single single) {
    return scalar(name)
        .accepts(Signatures.uniform(1, DataType.FLOAT64, DataType.FLOAT32))
        .returnsArgument(0)
        .neverFails()
        .kernel(
            call ->
                isSingle(call)
                    ? (Kernel.Dd) value -> single.apply((float) value)
                    : (Kernel.Dd) operator::applyAsDouble);
  }

  private static boolean isSingle(Call call) {
    return call.type(0).equals(DataType.FLOAT32);
  }

  private static double[] doubles(Block out) {
    return ((DoubleBlock) out).values;
  }

  /** A number in no dictionary. */
  /** One in a dictionary is taken, but refused where a row comes to it. */
  private static Optional<List<DataType>> plainNumber(List<DataType> given) {
    return Signatures.numeric(1)
        .coerce(given)
        .map(types -> given.get(0) instanceof DataType.Dictionary ? given : types)
        .filter(types -> !(given.get(0) instanceof DataType.RunEndEncoded));
  }

  private static Kernel abs(Call call) {
    DataType type = call.type(0);
    if (type instanceof DataType.Dictionary) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind abs: the argument is " + type + ", expected a number in no dictionary");
    }
    if (type.isFloat()) {
      return (Kernel.Dd) Math::abs;
    } else if (type.family() == TypeId.Family.UNSIGNED) {
      return (Kernel.Ll) value -> value;
    } else if (type instanceof DataType.Decimal decimal) {
      return DecimalKernels.unary(decimal, type, BigInteger::abs);
    }
    long least = Integers.min(type);
    return (Kernel.Ll)
        value -> {
          if (value == least) {
            throw new EvaluationError("Cannot compute abs(" + value + "): overflow of " + type);
          }
          return Math.abs(value);
        };
  }

  private static long factorial(long n) {
    if (n < 0 || n > 20) {
      throw new EvaluationError(
          n < 0 ? ErrorCode.EVALUATION : ErrorCode.LIMIT_EXCEEDED,
          "Cannot compute factorial(" + n + "): found " + n + ", expected 0 to 20");
    }
    long product = 1;
    for (long i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  private static Kernel test(DataType type, DoublePredicate onFloat, boolean zeroCounts) {
    if (type.isFloat()) {
      return (Kernel.Dz) onFloat::test;
    } else if (type instanceof DataType.Decimal) {
      return (Kernel.Row)
          (args, row, out) -> {
            BigInteger value = (BigInteger) Cells.get(args[0], row, type);
            boolean holds = zeroCounts && value.signum() == 0;
            ((BoolBlock) out).values[row] = (byte) (holds ? -1 : 0);
          };
    }
    return (Kernel.Lz) value -> zeroCounts && value == 0;
  }

  /** The second argument counts only where the first is NaN. */
  private static void nanvl(Block[] args, int row, Block out) {
    boolean replaced = !args[0].isNull(row) && Double.isNaN(doubles(args[0])[row]);
    out.copy(row, args[replaced ? 1 : 0], row);
  }

  private static double power(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw new EvaluationError("Cannot raise zero to a negative power");
    }
    // C's pow, unlike Java's, has 1 for 1 to the power of NaN or of an infinity.
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : Math.pow(base, exponent);
  }

  private static double sqrt(double value) {
    if (value < 0) {
      throw new EvaluationError("Cannot take the square root of a negative number: " + value);
    }
    return Math.sqrt(value);
  }

  private static double acosh(double value) {
    if (value > 0x1p28) {
      return Math.log(value) + LN_2;
    }
    double above = value - 1;
    return Math.log1p(above + Math.sqrt(above) * Math.sqrt(value + 1));
  }

  private static double asinh(double value) {
    double magnitude = Math.abs(value);
    double inverse = 1 / magnitude;
    if (magnitude > 0x1p28) {
      return Math.copySign(Math.log(magnitude) + LN_2, value);
    }
    double result = Math.log1p(magnitude + magnitude / (Math.hypot(1, inverse) + inverse));
    return Math.copySign(result, value);
  }

  private static double atanh(double value) {
    return Double.isNaN(value) ? value : 0.5 * Math.log1p(2 * value / (1 - value));
  }

  /** Exact for powers of two. */
  static double log2(double value) {
    int exponent = Math.getExponent(value);
    boolean power = value > 0 && exponent <= 1023 && Math.scalb(1.0, exponent) == value;
    return power ? exponent : Math.log(value) / Math.log(2);
  }

  private static Optional<List<DataType>> logTypes(List<DataType> given) {
    List<DataType> values = given.stream().map(DataType::unwrapped).toList();
    boolean numbers = values.stream().allMatch(type -> type.isNumeric() || type.isNull());
    if (given.isEmpty() || given.size() > 2 || !numbers) {
      return Optional.empty();
    }
    DataType last = values.get(given.size() - 1);
    if (given.size() == 1 && last instanceof DataType.Decimal type && !holdsTen(type)) {
      return Optional.empty();
    }
    DataType type = last.isFloat() ? last : DataType.FLOAT64;
    return Optional.of(Collections.nCopies(given.size(), type));
  }

  /** The base that is not given is 10 in the type of the value. */
  private static boolean holdsTen(DataType.Decimal type) {
    return type.precision() - type.scale() > 1;
  }

  private static Kernel log(Call call) {
    DataType type = call.type(0);
    boolean single = !type.equals(DataType.FLOAT64);
    if (call.arity() == 1) {
      return single
          ? (Kernel.Dd) value -> Floats.rounded(log((float) 10, (float) value), type)
          : (Kernel.Dd) value -> log(10.0, value);
    }
    return single
        ? (Kernel.Ddd) (base, value) -> Floats.rounded(log((float) base, (float) value), type)
        : (Kernel.Ddd) (base, value) -> log(base, value);
  }

  private static double log(double base, double value) {
    return base == 2 ? log2(value) : Math.log(value) / Math.log(base);
  }

  private static float log(float base, float value) {
    return (float) Math.log(value) / (float) Math.log(base);
  }
}
