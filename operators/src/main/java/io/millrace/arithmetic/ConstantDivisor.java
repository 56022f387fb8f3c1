// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import java.math.BigInteger;
import org.apache.flink.annotation.Internal;

/**
 * Division of signed longs by a number that is known beforehand, as multiplication: the quotient is
 * the upper half of a product, shifted (Granlund and Montgomery, "Division by invariant integers
 * using multiplication", 1994, figure 5.2).
 */
@Internal
public final class ConstantDivisor {
  private final long divisor;
  private final long multiplier;
  private final int shift;

  private ConstantDivisor(long divisor, long multiplier, int shift) {
    this.divisor = divisor;
    this.multiplier = multiplier;
    this.shift = shift;
  }

  /** Divisors from 2 on. */
  public static ConstantDivisor of(long divisor) {
    if (divisor < 2) {
      throw new IllegalArgumentException("divisor " + divisor + ", expected 2 or more");
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(divisor - 1);
    BigInteger quotient =
        BigInteger.ONE.shiftLeft(Long.SIZE - 1 + bits).divide(BigInteger.valueOf(divisor));
    return new ConstantDivisor(divisor, quotient.longValue() + 1, bits - 1);
  }

  /** Rounded toward zero. */
  long quotient(long number) {
    long product = number + Math.multiplyHigh(multiplier, number);
    return (product >> shift) - (number >> 63);
  }

  /** With the sign of the number. */
  long remainder(long number) {
    return number - quotient(number) * divisor;
  }

  /** From zero on, below the divisor. */
  long floorMod(long number) {
    long remainder = remainder(number);
    return remainder + (divisor & remainder >> 63);
  }

  /** The greatest multiple that is not more than the number. */
  public long floorMultiple(long number) {
    long sign = number >> 63;
    long magnitude = number ^ sign;
    long product = magnitude + Math.multiplyHigh(multiplier, magnitude);
    return ((product >> shift) ^ sign) * divisor;
  }
}
