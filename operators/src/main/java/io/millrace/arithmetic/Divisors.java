// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.NumericTypes;
import io.millrace.signature.Signatures;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.apache.flink.annotation.Internal;

/** Greatest divisors and least multiples: of integers, and of decimals in units of their scale. */
@Internal
public final class Divisors {
  public static final Scalar GCD =
      scalar("gcd")
          .accepts(Signatures.userDefined(Divisors::common))
          .returnsArgument(0)
          .kernel(call -> kernel(call, Divisors::gcd, BigInteger::gcd));

  public static final Scalar LCM =
      scalar("lcm")
          .accepts(Signatures.userDefined(Divisors::common))
          .returnsArgument(0)
          .kernel(call -> kernel(call, Divisors::lcm, Divisors::lcm));

  private Divisors() {}

  /** Integers count as Int64, and so does anything beside a null. */
  private static Optional<List<DataType>> common(List<DataType> given) {
    if (given.size() != 2) {
      return Optional.empty();
    }
    DataType left = given.get(0);
    DataType right = given.get(1);
    boolean integers = left.isInteger() && right.isInteger();
    Optional<DataType> type =
        integers || left.isNull() || right.isNull()
            ? Optional.of(DataType.INT64)
            : NumericTypes.common(left, right).filter(DataType::isDecimal);
    return type.map(each -> Collections.nCopies(2, each));
  }

  private static Kernel kernel(
      Call call, Kernel.Lll ofIntegers, BinaryOperator<BigInteger> ofUnits) {
    if (!(call.result() instanceof DataType.Decimal type)) {
      return ofIntegers;
    }
    int bits = type.id().bits();
    return (Kernel.Row)
        (args, row, out) -> {
          BigInteger left = (BigInteger) Cells.get(args[0], row, type);
          BigInteger right = (BigInteger) Cells.get(args[1], row, type);
          BigInteger result = ofUnits.apply(left, right);
          if (result.bitLength() >= bits) {
            throw new EvaluationError(
                "Cannot compute a multiple of " + left + " and " + right + ": overflow of " + type);
          }
          Cells.set(out, row, type, result);
        };
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.signum() == 0 || b.signum() == 0
        ? BigInteger.ZERO
        : a.abs().divide(a.gcd(b)).multiply(b.abs());
  }

  private static long gcd(long a, long b) {
    long left = Math.abs(a);
    long right = Math.abs(b);
    while (right != 0) {
      long rest = Long.remainderUnsigned(left, right);
      left = right;
      right = rest;
    }
    if (left < 0) {
      throw new EvaluationError("Cannot compute gcd(" + a + ", " + b + "): overflow of Int64");
    }
    return left;
  }

  private static long lcm(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    try {
      return Math.multiplyExact(absExact(a) / gcd(a, b), absExact(b));
    } catch (ArithmeticException e) {
      throw new EvaluationError("Cannot compute lcm(" + a + ", " + b + "): overflow of Int64");
    }
  }

  private static long absExact(long value) {
    return value < 0 ? Math.negateExact(value) : value;
  }
}
