// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.value.CellOrder;
import io.millrace.value.NestedOrder;
import java.util.Arrays;

/** Finds elements that are a given one: nulls are the same, floats are by their bits. */
final class ElementSearch {
  private final CellOrder order;

  ElementSearch(DataType element) {
    order = CellOrder.of(element, NestedOrder.Nulls.FIRST);
  }

  /** The first place between two that has what another block has in a row; -1 if there is none. */
  int find(Block in, int from, int to, Block wanted, int row) {
    if (wanted.isNull(row)) {
      return findNull(in, from, to);
    }
    if (in instanceof LongBlock longs) {
      return find(longs, from, to, ((LongBlock) wanted).values[row]);
    } else if (in instanceof DoubleBlock doubles) {
      return find(doubles, from, to, ((DoubleBlock) wanted).values[row]);
    } else if (in instanceof BytesBlock texts) {
      return find(texts, from, to, (BytesBlock) wanted, row);
    }
    for (int i = from; i < to; i++) {
      if (!in.isNull(i) && order.compare(in, i, wanted, row) == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int findNull(Block in, int from, int to) {
    for (int i = from; in.mayHaveNulls() && i < to; i++) {
      if (in.isNull(i)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(LongBlock in, int from, int to, long wanted) {
    long[] values = in.values;
    for (int i = from; i < to; i++) {
      if (values[i] == wanted && !in.isNull(i)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(DoubleBlock in, int from, int to, double wanted) {
    double[] values = in.values;
    long bits = Double.doubleToRawLongBits(wanted);
    for (int i = from; i < to; i++) {
      if (Double.doubleToRawLongBits(values[i]) == bits && !in.isNull(i)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(BytesBlock in, int from, int to, BytesBlock wanted, int row) {
    int start = wanted.starts[row];
    int end = wanted.ends[row];
    for (int i = from; i < to; i++) {
      if (in.ends[i] - in.starts[i] == end - start
          && !in.isNull(i)
          && Arrays.equals(in.bytes, in.starts[i], in.ends[i], wanted.bytes, start, end)) {
        return i;
      }
    }
    return -1;
  }
}
