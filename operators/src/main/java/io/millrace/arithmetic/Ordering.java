// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.value.CellEquality;
import io.millrace.value.CellOrder;
import io.millrace.value.NestedOrder;
import java.util.Arrays;

/** How two values of one type, neither null, compare; NaN is the greatest float and equals NaN. */
@FunctionalInterface
interface Ordering {
  int compare(Block left, Block right, int row);

  static Ordering of(DataType type) {
    if (Lane.of(type) == Lane.DOUBLE) {
      return (a, b, i) -> floats(((DoubleBlock) a).values[i], ((DoubleBlock) b).values[i]);
    }
    CellOrder order = CellOrder.of(type, NestedOrder.Nulls.FIRST);
    return (a, b, i) -> order.compare(a, i, b, i);
  }

  /** The same where it is enough to know whether values are equal, which is 0. */
  static Ordering ofEquals(DataType type) {
    if (Lane.of(type) != Lane.NESTED) {
      return of(type);
    }
    CellEquality equality = CellEquality.of(type);
    return (a, b, i) -> equality.same(a, i, b, i) ? 0 : 1;
  }

  /** The zeros are equal. */
  static int floats(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  /** Whether {@link #floats} is negative. */
  static boolean less(double a, double b) {
    return a < b || (Double.isNaN(b) && !Double.isNaN(a));
  }

  /** Whether {@link #floats} is 0. */
  static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  static int bytes(BytesView a, BytesView b) {
    return Arrays.compareUnsigned(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
  }

  static boolean same(BytesView a, BytesView b) {
    return Arrays.equals(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
  }
}
