// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.value.Floats;
import io.millrace.value.NestedOrder;
import io.millrace.value.RowSort;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/** A key by which rows are ordered: floats in total order, text by its bytes. */
@Internal
public record OrderKey(DataType type, boolean ascending, boolean nullsFirst) {
  /** Turns the order of the lower, signed half of a long into that of the long. */
  private static final long SIGN_OF_LOWER = 1L << 31;

  public OrderKey {
    Objects.requireNonNull(type);
  }

  /** Which of two rows comes first; they may be of different blocks of the key's lane. */
  @FunctionalInterface
  interface Order {
    int compare(Block a, int row, Block b, int otherRow);
  }

  Order order() {
    Order values = values();
    Order directed = ascending ? values : (a, row, b, other) -> values.compare(b, other, a, row);
    int nullFirst = nullsFirst ? -1 : 1;
    return (a, row, b, other) -> {
      if (a.mayHaveNulls() || b.mayHaveNulls()) {
        boolean absent = a.isNull(row);
        if (absent || b.isNull(other)) {
          return absent == b.isNull(other) ? 0 : absent ? nullFirst : -nullFirst;
        }
      }
      return directed.compare(a, row, b, other);
    };
  }

  /** The rows of a block in the order of this key alone; nulls stay as they come. */
  int[] sorted(Block block, int count) {
    int[] sorted = new int[count];
    int absent = isApart() ? absent(block, count) : 0;
    int valid = nullsFirst ? absent : 0;
    int missing = nullsFirst ? 0 : count - absent;
    for (int row = 0; row < count; row++) {
      sorted[absent > 0 && block.isNull(row) ? missing++ : valid++] = row;
    }
    int from = nullsFirst ? absent : 0;
    int[] rows = Arrays.copyOfRange(sorted, from, from + count - absent);
    Order order = order();
    RowSort.sort(rows, (row, other) -> order.compare(block, row, block, other), entry());
    System.arraycopy(rows, 0, sorted, from, rows.length);
    return sorted;
  }

  private static int absent(Block block, int count) {
    int absent = 0;
    for (int row = 0; block.mayHaveNulls() && row < count; row++) {
      absent += block.isNull(row) ? 1 : 0;
    }
    return absent;
  }

  /** Whether nulls are sorted out first: not those of structs, nor of lists of nested values. */
  private boolean isApart() {
    return !type.family().isNested()
        || (type instanceof DataType.AnyList list && !list.item().type().family().isNested());
  }

  private RowSort.Entry entry() {
    boolean large =
        switch (type.family()) {
          case BOOLEAN, STRUCT, MAP, UNION, ENCODED, NULL -> false;
          case TEXT, BINARY -> true;
          case LIST -> isApart();
          case INTERVAL -> ((DataType.Interval) type).unit() != IntervalUnit.YEAR_MONTH;
          case SIGNED, UNSIGNED, FLOAT, DECIMAL, DATE, TIME, TIMESTAMP, DURATION ->
              type.id().bits() > Integer.SIZE;
        };
    return large ? RowSort.Entry.LARGE : RowSort.Entry.SMALL;
  }

  /** Whether values are longs, or as good as. */
  boolean isLong() {
    Lane lane = Lane.of(type);
    return lane == Lane.LONG || lane == Lane.DOUBLE;
  }

  /**
   * Unsigned longs that are ordered as the values of rows, where {@link #isLong}; arbitrary for
   * nulls.
   */
  void places(Block block, int[] rows, long[] to) {
    long turn = ascending ? Long.MIN_VALUE : Long.MAX_VALUE;
    if (block instanceof DoubleBlock doubles) {
      for (int i = 0; i < rows.length; i++) {
        to[i] = Floats.place(doubles.values[rows[i]]) ^ turn;
      }
    } else {
      long[] values = ((LongBlock) block).values;
      turn ^= flip();
      for (int i = 0; i < rows.length; i++) {
        to[i] = values[rows[i]] ^ turn;
      }
    }
  }

  private Order values() {
    return switch (Lane.of(type)) {
      case BOOL -> (a, i, b, j) -> ((BoolBlock) b).values[j] - ((BoolBlock) a).values[i];
      case LONG -> longs(flip());
      case DOUBLE ->
          (a, i, b, j) ->
              Long.compare(
                  Floats.place(((DoubleBlock) a).values[i]),
                  Floats.place(((DoubleBlock) b).values[j]));
      case INT128 ->
          type.unwrapped() instanceof DataType.Interval
              ? wide(SIGN_OF_LOWER, 0)
              : wide(0, Long.MIN_VALUE);
      case BYTES -> OrderKey::bytes;
      case OBJECT ->
          (a, i, b, j) -> wider(((ObjectBlock) a).values[i], ((ObjectBlock) b).values[j]);
      case NESTED -> nested();
    };
  }

  private long flip() {
    if (type.unwrapped() instanceof DataType.Interval span) {
      return switch (span.unit()) {
        case DAY_TIME -> SIGN_OF_LOWER;
        case YEAR_MONTH, MONTH_DAY_NANO -> 0;
      };
    }
    return type.unwrapped().equals(DataType.UINT64) ? Long.MIN_VALUE : 0;
  }

  private static Order longs(long flip) {
    return (a, i, b, j) ->
        Long.compare(((LongBlock) a).values[i] ^ flip, ((LongBlock) b).values[j] ^ flip);
  }

  private static Order wide(long highFlip, long lowFlip) {
    return (a, i, b, j) -> {
      Int128Block left = (Int128Block) a;
      Int128Block right = (Int128Block) b;
      int high = Long.compare(left.high[i] ^ highFlip, right.high[j] ^ highFlip);
      return high != 0 ? high : Long.compare(left.low[i] ^ lowFlip, right.low[j] ^ lowFlip);
    };
  }

  private static int bytes(Block a, int i, Block b, int j) {
    BytesBlock left = (BytesBlock) a;
    BytesBlock right = (BytesBlock) b;
    return Arrays.compareUnsigned(
        left.bytes, left.starts[i], left.ends[i], right.bytes, right.starts[j], right.ends[j]);
  }

  private static int wider(Object a, Object b) {
    return ((BigInteger) a).compareTo((BigInteger) b);
  }

  /** Nulls inside values go where those of the key go, whichever way the values are ordered. */
  private Order nested() {
    boolean innerFirst = ascending == nullsFirst;
    NestedOrder order =
        NestedOrder.of(type, innerFirst ? NestedOrder.Nulls.FIRST : NestedOrder.Nulls.LAST);
    return (a, i, b, j) -> order.compare(((NestedBlock) a).view(i), ((NestedBlock) b).view(j));
  }
}
