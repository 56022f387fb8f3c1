// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.scalar.ValueSize;
import org.apache.flink.annotation.Internal;

/**
 * The lists of a block, row by row, and the places of their elements as they are counted through
 * all of them: those of a row are {@code start(row) .. end(row)}. A null list has none.
 */
@Internal
public final class ListRows {
  /** More are in no array. */
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final NestedBlock lists;
  private final boolean[] absent;
  private final int[] ends;

  private ListRows(NestedBlock lists, int rows) {
    this.lists = lists;
    absent = new boolean[rows];
    ends = new int[rows];
  }

  /**
   * @param done whose null rows have no answer already
   * @param errors gets the rows whose elements are too many for a block
   */
  public static ListRows of(
      String function, NestedBlock lists, DataType type, Block done, int rows, RowErrors errors) {
    lists.spread(type, rows);
    ListRows all = new ListRows(lists, rows);
    int end = 0;
    for (int row = 0; row < rows; row++) {
      all.absent[row] = lists.isNull(row) || done.isNull(row);
      if (!all.absent[row]) {
        long next = (long) end + lists.size(row);
        if (next > MOST_ELEMENTS) {
          errors.mark(row, ValueSize.excess(function, Long.MAX_VALUE));
          all.absent[row] = true;
        } else {
          end = (int) next;
        }
      }
      all.ends[row] = end;
    }
    return all;
  }

  public int rows() {
    return ends.length;
  }

  /** Whether the list is null; such a row has no result either. */
  public boolean isNull(int row) {
    return absent[row];
  }

  /** A list that is not null. */
  Object list(int row) {
    return lists.view(row);
  }

  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  public int end(int row) {
    return ends[row];
  }

  /** How many elements all lists have, one that is in many counted as often. */
  public int elements() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** What the elements of all lists are rows of; not to be written to. */
  Block below() {
    return lists.elements();
  }

  /** The row of {@link #below} that has an element of a list. */
  int below(int row, int place) {
    return lists.starts[row] + place - start(row);
  }
}
