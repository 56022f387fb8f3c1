// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.kernel.Kernel;

/**
 * Doubles compared: NaN is the greatest and equals NaN, the zeros are equal. Masks are made of the
 * sign of the difference, so that no branch follows the values.
 */
enum DoubleComparison implements Kernel.Ddz {
  EQUAL {
    @Override
    public boolean apply(double a, double b) {
      return Ordering.same(a, b);
    }

    @Override
    public long mask(double a, double b) {
      return same(a, b);
    }
  },
  NOT_EQUAL {
    @Override
    public boolean apply(double a, double b) {
      return !Ordering.same(a, b);
    }

    @Override
    public long mask(double a, double b) {
      return ~same(a, b);
    }
  },
  LESS {
    @Override
    public boolean apply(double a, double b) {
      return Ordering.less(a, b);
    }

    @Override
    public long mask(double a, double b) {
      return less(a, b);
    }
  },
  LESS_OR_EQUAL {
    @Override
    public boolean apply(double a, double b) {
      return !Ordering.less(b, a);
    }

    @Override
    public long mask(double a, double b) {
      return ~greater(a, b);
    }
  },
  GREATER {
    @Override
    public boolean apply(double a, double b) {
      return Ordering.less(b, a);
    }

    @Override
    public long mask(double a, double b) {
      return greater(a, b);
    }
  },
  GREATER_OR_EQUAL {
    @Override
    public boolean apply(double a, double b) {
      return !Ordering.less(a, b);
    }

    @Override
    public long mask(double a, double b) {
      return ~less(a, b);
    }
  };

  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  /**
   * Of the sign of {@code a - b}, in which zero is never negative: whichever of the two is constant
   * needs only one operation a row. NaN stands for an operand that is NaN, or two infinities.
   */
  private static long less(double a, double b) {
    return negative(a + (0.0 - b), a, b);
  }

  private static long greater(double a, double b) {
    return negative((b + 0.0) - a, b, a);
  }

  private static long negative(double difference, double a, double b) {
    long bits = Double.doubleToRawLongBits(difference);
    return isNaN(bits) ? (Ordering.less(a, b) ? -1 : 0) : bits >> 63;
  }

  private static long same(double a, double b) {
    long bits = Double.doubleToRawLongBits(a + (0.0 - b));
    return isNaN(bits) ? (Ordering.same(a, b) ? -1 : 0) : ~((bits | -bits) >> 63);
  }

  /** Asked of the bits, which are needed anyway: a comparison of doubles takes as much again. */
  private static boolean isNaN(long bits) {
    return (bits & Long.MAX_VALUE) > INFINITY;
  }
}
