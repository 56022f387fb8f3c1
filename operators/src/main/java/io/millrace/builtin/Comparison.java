// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;

/** {@code = <> < <= > >=} and IS [NOT] DISTINCT FROM for every type. */
final class Comparison {
  /** What the sign of a comparison must be: a test of three cases. */
  private record Test(boolean less, boolean equal, boolean greater) {
    static Test of(Operator operator) {
      return switch (operator) {
        case EQ, IS_NOT_DISTINCT_FROM -> new Test(false, true, false);
        case NOT_EQ, IS_DISTINCT_FROM -> new Test(true, false, true);
        case LT -> new Test(true, false, false);
        case LT_EQ -> new Test(true, true, false);
        case GT -> new Test(false, false, true);
        default -> new Test(false, true, true);
      };
    }

    boolean holds(int sign) {
      return sign < 0 ? less : sign > 0 ? greater : equal;
    }

    byte mask(int sign) {
      return (byte) (holds(sign) ? -1 : 0);
    }
  }

  private Comparison() {}

  static Kernel kernel(Operator operator, DataType type) {
    Test test = Test.of(operator);
    DataType values = Cells.unwrapped(type);
    Lane lane = Lane.of(values);
    if (lane == Lane.LONG && isSigned(values)) {
      return longs(operator).byValue(ofLongs(operator));
    }
    if (lane == Lane.DOUBLE) {
      Kernel.Blocks loop = (args, out, rows, errors) -> doubles(test, args, out, rows);
      return loop.byValue(ofDoubles(operator));
    }
    Ordering order = Ordering.of(values);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          byte[] c = ((BoolBlock) out).values;
          for (int i = 0; i < rows; i++) {
            if (!out.isNull(i)) {
              c[i] = test.mask(order.compare(args[0], args[1], i));
            }
          }
        };
    return lane == Lane.BYTES ? loop.byValue(ofBytes(operator, test)) : loop;
  }

  private static Kernel.Llz ofLongs(Operator operator) {
    return switch (operator) {
      case EQ -> (a, b) -> a == b;
      case NOT_EQ -> (a, b) -> a != b;
      case LT -> (a, b) -> a < b;
      case LT_EQ -> (a, b) -> a <= b;
      case GT -> (a, b) -> a > b;
      default -> (a, b) -> a >= b;
    };
  }

  private static Kernel.Ddz ofDoubles(Operator operator) {
    return switch (operator) {
      case EQ -> Ordering::same;
      case NOT_EQ -> (a, b) -> !Ordering.same(a, b);
      case LT -> Ordering::less;
      case LT_EQ -> (a, b) -> !Ordering.less(b, a);
      case GT -> (a, b) -> Ordering.less(b, a);
      default -> (a, b) -> !Ordering.less(a, b);
    };
  }

  private static Kernel.Bbz ofBytes(Operator operator, Test test) {
    return switch (operator) {
      case EQ -> Ordering::same;
      case NOT_EQ -> (a, b) -> !Ordering.same(a, b);
      default -> (a, b) -> test.holds(Ordering.bytes(a, b));
    };
  }

  /** Nulls are values that equal each other. */
  static Kernel distinct(Operator operator, DataType type) {
    Test test = Test.of(operator);
    Ordering order = Ordering.of(type);
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          byte[] c = ((BoolBlock) out).values;
          out.clearNulls();
          for (int i = 0; i < rows; i++) {
            boolean left = args[0].isNull(i);
            boolean right = args[1].isNull(i);
            int sign =
                left || right ? Boolean.compare(right, left) : order.compare(args[0], args[1], i);
            c[i] = test.mask(sign);
          }
        };
  }

  private static boolean isSigned(DataType type) {
    return !type.equals(DataType.UINT64)
        && !(type instanceof DataType.Interval span && span.unit() == IntervalUnit.DAY_TIME);
  }

  private static Kernel.Blocks longs(Operator operator) {
    return switch (operator) {
      case EQ -> (args, out, rows, errors) -> equal(args, out, rows, 0);
      case NOT_EQ -> (args, out, rows, errors) -> equal(args, out, rows, -1);
      case LT -> (args, out, rows, errors) -> less(args, out, rows, 0, 0);
      case GT_EQ -> (args, out, rows, errors) -> less(args, out, rows, 0, -1);
      case GT -> (args, out, rows, errors) -> less(args, out, rows, 1, 0);
      default -> (args, out, rows, errors) -> less(args, out, rows, 1, -1);
    };
  }

  private static void equal(Block[] args, Block out, int rows, int flip) {
    long[] a = ((LongBlock) args[0]).values;
    long[] b = ((LongBlock) args[1]).values;
    byte[] c = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      long difference = a[i] ^ b[i];
      c[i] = (byte) (~((difference | -difference) >> 63) ^ flip);
    }
  }

  /** Whether argument {@code first} is less than the other, inverted by {@code flip}. */
  private static void less(Block[] args, Block out, int rows, int first, int flip) {
    long[] a = ((LongBlock) args[first]).values;
    long[] b = ((LongBlock) args[1 - first]).values;
    byte[] c = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      long x = a[i];
      long y = b[i];
      long difference = x - y;
      c[i] = (byte) ((difference ^ ((x ^ y) & (difference ^ x))) >> 63 ^ flip);
    }
  }

  private static void doubles(Test test, Block[] args, Block out, int rows) {
    double[] a = ((DoubleBlock) args[0]).values;
    double[] b = ((DoubleBlock) args[1]).values;
    byte[] c = ((BoolBlock) out).values;
    for (int i = 0; i < rows; i++) {
      c[i] = test.mask(Ordering.floats(a[i], b[i]));
    }
  }
}
