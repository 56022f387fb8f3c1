// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Int128Block;

/**
 * Sums and products of unscaled decimals of a block, without a branch that follows the values.
 * Types promise too little: their precision is that of the largest value, and columns may break it.
 * What the values need is seen in one pass over them.
 */
final class DecimalLoops {
  /** Bits of values that do not all fit in a long, however many. */
  static final int MANY = Long.SIZE;

  /** Up to so many bits a product fits in a long, with room for the sign of the least one. */
  private static final int SMALL = Long.SIZE - 2;

  /** Bits of the many values that are not large: two products of them still have a sum. */
  private static final int FEW = 30;

  private DecimalLoops() {}

  /** The bits, but for the sign, that are enough for each of the first rows. */
  static int bits(Int128Block block, int rows) {
    int promised = block.promisedBits();
    if (promised < MANY) {
      return promised;
    }
    return areFew(block.high, block.low, rows) ? FEW : bits(block.high, block.low, rows);
  }

  /** Of sums the JIT makes vector instructions, of other reductions it does not. */
  private static boolean areFew(long[] high, long[] low, int rows) {
    long count = 0;
    for (int i = 0; i < rows; i++) {
      long sign = low[i] >> 63;
      long wide = high[i] ^ sign;
      count += ((low[i] ^ sign) >>> FEW) + ((wide | -wide) >>> 63);
    }
    return count == 0;
  }

  private static int bits(long[] high, long[] low, int rows) {
    long used = 0;
    long wide = 0;
    for (int i = 0; i < rows; i++) {
      long sign = low[i] >> 63;
      used |= low[i] ^ sign;
      wide |= high[i] ^ sign;
    }
    return wide == 0 ? bits(used) : MANY;
  }

  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /** False, with nothing done, if some values do not fit in a long. */
  static boolean multiply(
      Int128Block a, int aBits, Int128Block b, int bBits, Int128Block out, int rows) {
    if (aBits + bBits <= SMALL) {
      small(a.low, b.low, out, rows);
      out.promise(aBits + bBits);
      return true;
    }
    if (aBits == MANY || bBits == MANY) {
      return false;
    }
    for (int i = 0; i < rows; i++) {
      long x = a.low[i];
      long y = b.low[i];
      out.high[i] = Math.multiplyHigh(x, y);
      out.low[i] = x * y;
    }
    return true;
  }

  private static void small(long[] a, long[] b, Int128Block out, int rows) {
    long[] high = out.high;
    long[] low = out.low;
    for (int i = 0; i < rows; i++) {
      long product = a[i] * b[i];
      low[i] = product;
      high[i] = product >> 63;
    }
  }

  /**
   * {@code a * left + b * right}. False if a product or a sum may not fit 128 bits; what is in
   * {@code out} is then arbitrary.
   */
  static boolean add(
      Int128Block a,
      int aBits,
      long left,
      Int128Block b,
      int bBits,
      long right,
      Int128Block out,
      int rows) {
    int most = Math.max(aBits + bits(left), bBits + bits(Math.abs(right)));
    if (most < SMALL) {
      small(a.low, left, b.low, right, out, rows);
      out.promise(most + 1);
      return true;
    }
    boolean fits = (left == 1 || aBits < MANY) && (Math.abs(right) == 1 || bBits < MANY);
    return fits && wide(a, left, b, right, out, rows);
  }

  private static void small(long[] a, long left, long[] b, long right, Int128Block out, int rows) {
    long[] high = out.high;
    long[] low = out.low;
    for (int i = 0; i < rows; i++) {
      long sum = a[i] * left + b[i] * right;
      low[i] = sum;
      high[i] = sum >> 63;
    }
  }

  /** Each operand fits in a long, or its factor is 1; false if a sum overflows. */
  private static boolean wide(
      Int128Block a, long left, Int128Block b, long right, Int128Block out, int rows) {
    long negated = right == -1 ? -1 : 0;
    long overflow = 0;
    for (int i = 0; i < rows; i++) {
      long low = a.low[i] * left;
      long high = left == 1 ? a.high[i] : Math.multiplyHigh(a.low[i], left);
      long otherLow = b.low[i] * right;
      long otherHigh = high(b.high[i], b.low[i], otherLow, right);
      long sum = low + otherLow;
      long carry = ((low & otherLow) | ((low | otherLow) & ~sum)) >>> 63;
      long highSum = high + otherHigh + carry;
      overflow |= (high ^ highSum) & (otherHigh ^ highSum);
      // Of negative numbers only the least has no positive one.
      overflow |= negated & b.high[i] & otherHigh;
      out.low[i] = sum;
      out.high[i] = highSum;
    }
    return overflow >= 0;
  }

  /** The upper half of a product, of which the lower is known. */
  private static long high(long high, long low, long productLow, long factor) {
    if (factor == 1) {
      return high;
    }
    return factor == -1 ? ~high + (productLow == 0 ? 1 : 0) : Math.multiplyHigh(low, factor);
  }
}
