// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.IntervalUnit;
import io.millrace.value.CellOrder;
import io.millrace.value.Floats;
import io.millrace.value.NestedOrder;
import io.millrace.value.RowSort;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/** A key by which rows are ordered: floats in total order, text by its bytes. */
@Internal
public record OrderKey(DataType type, boolean ascending, boolean nullsFirst) {
  public OrderKey {
    Objects.requireNonNull(type);
  }

  /** Which of two rows comes first; they may be of different blocks of the key's lane. */
  CellOrder order() {
    CellOrder values = values();
    CellOrder directed =
        ascending ? values : (a, row, b, other) -> values.compare(b, other, a, row);
    return directed.withNulls(nullsFirst ? NestedOrder.Nulls.FIRST : NestedOrder.Nulls.LAST);
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
    CellOrder order = order();
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

  /** The order of values that are not null, in {@code Literal}'s Java form. */
  public Comparator<Object> ofValues() {
    boolean innerFirst = ascending == nullsFirst;
    Comparator<Object> values =
        NestedOrder.of(type, innerFirst ? NestedOrder.Nulls.FIRST : NestedOrder.Nulls.LAST);
    return ascending ? values : values.reversed();
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
      turn ^= CellOrder.flip(type);
      for (int i = 0; i < rows.length; i++) {
        to[i] = values[rows[i]] ^ turn;
      }
    }
  }

  /** Nulls inside values go where those of the key go, whichever way the values are ordered. */
  private CellOrder values() {
    boolean innerFirst = ascending == nullsFirst;
    return CellOrder.of(type, innerFirst ? NestedOrder.Nulls.FIRST : NestedOrder.Nulls.LAST);
  }
}
