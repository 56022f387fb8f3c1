// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.value.CellOrder;
import io.millrace.value.Floats;
import io.millrace.value.NestedOrder;

/**
 * The place of the least or greatest element; nulls are left out, of equal ones it is the first.
 */
final class ListExtremes {
  private ListExtremes() {}

  /**
   * @param item which is not nested
   * @param sign 1 for the greatest, -1 for the least
   */
  static ListLoop.Place of(DataType item, int sign) {
    return switch (Lane.of(item)) {
      case LONG -> longs(sign < 0 ? ~CellOrder.flip(item) : CellOrder.flip(item));
      case DOUBLE -> doubles(sign < 0 ? -1 : 0);
      case BOOL, INT128, BYTES, OBJECT -> others(item, sign);
      case NESTED -> throw new AssertionError(item);
    };
  }

  /**
   * @param flip turns the order of the type, or the reverse of it, into that of longs
   */
  private static ListLoop.Place longs(long flip) {
    return (lists, args, row) -> {
      LongBlock elements = (LongBlock) lists.elements();
      int best = -1;
      long most = Long.MIN_VALUE;
      for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
        long value = elements.values[i] ^ flip;
        if ((value > most || best < 0) && !elements.isNull(i)) {
          best = i;
          most = value;
        }
      }
      return best;
    };
  }

  private static ListLoop.Place doubles(long flip) {
    return (lists, args, row) -> {
      DoubleBlock elements = (DoubleBlock) lists.elements();
      int best = -1;
      long most = Long.MIN_VALUE;
      for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
        long value = Floats.place(elements.values[i]) ^ flip;
        if ((value > most || best < 0) && !elements.isNull(i)) {
          best = i;
          most = value;
        }
      }
      return best;
    };
  }

  private static ListLoop.Place others(DataType item, int sign) {
    CellOrder order = CellOrder.of(item, NestedOrder.Nulls.LAST);
    return (lists, args, row) -> {
      Block elements = lists.elements();
      int best = -1;
      for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
        if (!elements.isNull(i)
            && (best < 0 || sign * order.compare(elements, best, elements, i) < 0)) {
          best = i;
        }
      }
      return best;
    };
  }
}
