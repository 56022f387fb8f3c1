// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.BoolBlock;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.text.TextTests;
import io.millrace.value.Needle;

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
        case GT_EQ -> new Test(false, true, true);
        default -> throw new IllegalArgumentException(operator.symbol());
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

  static Kernel kernel(Operator operator, Call call) {
    String text = call.constantText(1);
    if (text != null && Lane.of(call.type(0)) == Lane.BYTES) {
      Needle needle = Needle.of(text);
      if (operator == Operator.EQ) {
        return new TextTests.Is(needle);
      } else if (operator == Operator.NOT_EQ) {
        return new TextTests.IsNot(needle);
      }
    }
    return kernel(operator, call.type(0));
  }

  static Kernel kernel(Operator operator, DataType type) {
    Test test = Test.of(operator);
    DataType values = type.unwrapped();
    Lane lane = Lane.of(values);
    if (lane == Lane.LONG && isSigned(values)) {
      return ofLongs(operator);
    }
    if (lane == Lane.DOUBLE) {
      return ofDoubles(operator);
    }
    boolean equality = operator == Operator.EQ || operator == Operator.NOT_EQ;
    Ordering order = equality ? Ordering.ofEquals(values) : Ordering.of(values);
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          byte[] c = ((BoolBlock) out).values;
          for (int i = 0; i < rows; i++) {
            if (!out.isNull(i)) {
              c[i] = test.mask(order.compare(args[0], args[1], i));
            }
          }
        };
    return loop.byValue(
        lane == Lane.BYTES
            ? ofBytes(operator, test)
            : (Kernel.Row)
                (args, row, out) ->
                    ((BoolBlock) out).values[row] =
                        test.mask(order.compare(args[0], args[1], row)));
  }

  private static LongComparison ofLongs(Operator operator) {
    return switch (operator) {
      case EQ -> LongComparison.EQUAL;
      case NOT_EQ -> LongComparison.NOT_EQUAL;
      case LT -> LongComparison.LESS;
      case LT_EQ -> LongComparison.LESS_OR_EQUAL;
      case GT -> LongComparison.GREATER;
      case GT_EQ -> LongComparison.GREATER_OR_EQUAL;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static DoubleComparison ofDoubles(Operator operator) {
    return switch (operator) {
      case EQ -> DoubleComparison.EQUAL;
      case NOT_EQ -> DoubleComparison.NOT_EQUAL;
      case LT -> DoubleComparison.LESS;
      case LT_EQ -> DoubleComparison.LESS_OR_EQUAL;
      case GT -> DoubleComparison.GREATER;
      case GT_EQ -> DoubleComparison.GREATER_OR_EQUAL;
      default -> throw new IllegalArgumentException(operator.symbol());
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
    Ordering order = Ordering.ofEquals(type);
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
}
