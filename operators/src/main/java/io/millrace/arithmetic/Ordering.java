// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.value.NestedOrder;
import java.util.Arrays;

/** How two values of one type, neither null, compare; NaN is the greatest float and equals NaN. */
@FunctionalInterface
interface Ordering {
  int compare(Block left, Block right, int row);

  static Ordering of(DataType type) {
    DataType values = type.unwrapped();
    return switch (Lane.of(values)) {
      case BOOL -> (a, b, i) -> ((BoolBlock) b).values[i] - ((BoolBlock) a).values[i];
      case LONG -> ofLongs(values);
      case DOUBLE -> (a, b, i) -> floats(((DoubleBlock) a).values[i], ((DoubleBlock) b).values[i]);
      case INT128 -> values instanceof DataType.Interval ? Ordering::spans : Ordering::decimals;
      case BYTES -> Ordering::bytes;
      case OBJECT -> {
        NestedOrder order = NestedOrder.of(values);
        yield (a, b, i) -> order.compare(((ObjectBlock) a).values[i], ((ObjectBlock) b).values[i]);
      }
      case NESTED -> {
        NestedOrder order = NestedOrder.of(values);
        yield (a, b, i) -> order.compare(((NestedBlock) a).view(i), ((NestedBlock) b).view(i));
      }
    };
  }

  private static Ordering ofLongs(DataType type) {
    if (type.equals(DataType.UINT64)) {
      return (a, b, i) ->
          Long.compareUnsigned(((LongBlock) a).values[i], ((LongBlock) b).values[i]);
    }
    if (type instanceof DataType.Interval span && span.unit() == IntervalUnit.DAY_TIME) {
      return (a, b, i) -> halves(((LongBlock) a).values[i], ((LongBlock) b).values[i]);
    }
    return (a, b, i) -> Long.compare(((LongBlock) a).values[i], ((LongBlock) b).values[i]);
  }

  /** Two signed halves, the upper first. */
  private static int halves(long a, long b) {
    int upper = Long.compare(a >> 32, b >> 32);
    return upper != 0 ? upper : Integer.compare((int) a, (int) b);
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

  private static int spans(Block left, Block right, int row) {
    Int128Block a = (Int128Block) left;
    Int128Block b = (Int128Block) right;
    int upper = halves(a.high[row], b.high[row]);
    return upper != 0 ? upper : Long.compare(a.low[row], b.low[row]);
  }

  private static int decimals(Block left, Block right, int row) {
    Int128Block a = (Int128Block) left;
    Int128Block b = (Int128Block) right;
    int upper = Long.compare(a.high[row], b.high[row]);
    return upper != 0 ? upper : Long.compareUnsigned(a.low[row], b.low[row]);
  }

  private static int bytes(Block left, Block right, int row) {
    BytesBlock a = (BytesBlock) left;
    BytesBlock b = (BytesBlock) right;
    return Arrays.compareUnsigned(
        a.bytes, a.starts[row], a.ends[row], b.bytes, b.starts[row], b.ends[row]);
  }

  static int bytes(BytesView a, BytesView b) {
    return Arrays.compareUnsigned(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
  }

  static boolean same(BytesView a, BytesView b) {
    return Arrays.equals(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
  }
}
