// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.math.BigInteger;
import org.apache.flink.annotation.Internal;

/** Arithmetic on 128-bit two's complement integers held in two longs. */
@Internal
public final class Int128 {
  private Int128() {}

  public static BigInteger toBigInteger(long high, long low) {
    BigInteger unsigned = BigInteger.valueOf(low & Long.MAX_VALUE);
    if (low < 0) {
      unsigned = unsigned.setBit(63);
    }
    return BigInteger.valueOf(high).shiftLeft(64).or(unsigned);
  }
}
