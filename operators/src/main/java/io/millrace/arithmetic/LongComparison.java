// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.kernel.Kernel;

/**
 * Signed longs compared. Masks are made of sign bits, so that no branch follows the values and the
 * loop becomes vector instructions.
 */
enum LongComparison implements Kernel.Llz {
  EQUAL {
    @Override
    public boolean apply(long a, long b) {
      return a == b;
    }

    @Override
    public long mask(long a, long b) {
      return ~differs(a, b);
    }
  },
  NOT_EQUAL {
    @Override
    public boolean apply(long a, long b) {
      return a != b;
    }

    @Override
    public long mask(long a, long b) {
      return differs(a, b);
    }
  },
  LESS {
    @Override
    public boolean apply(long a, long b) {
      return a < b;
    }

    @Override
    public long mask(long a, long b) {
      return less(a, b);
    }
  },
  LESS_OR_EQUAL {
    @Override
    public boolean apply(long a, long b) {
      return a <= b;
    }

    @Override
    public long mask(long a, long b) {
      return ~less(b, a);
    }
  },
  GREATER {
    @Override
    public boolean apply(long a, long b) {
      return a > b;
    }

    @Override
    public long mask(long a, long b) {
      return less(b, a);
    }
  },
  GREATER_OR_EQUAL {
    @Override
    public boolean apply(long a, long b) {
      return a >= b;
    }

    @Override
    public long mask(long a, long b) {
      return ~less(a, b);
    }
  };

  private static long differs(long a, long b) {
    long difference = a ^ b;
    return (difference | -difference) >> 63;
  }

  /** The sign of the difference, but for where that overflows. */
  private static long less(long a, long b) {
    long difference = a - b;
    return (difference ^ ((a ^ b) & (difference ^ a))) >> 63;
  }
}
