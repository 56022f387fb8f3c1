// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/**
 * Elements of {@link ListRows} that a lambda is evaluated for at once, in a block; they move on
 * from the first to the last. Scratch, confined to one thread.
 */
@Internal
public final class Elements {
  private final Block block;
  private final int[] rows;
  private final int[] below;
  private ListRows lists;

  /** The row of the next element, and the place of that. */
  private int row;

  private int next;

  private int from;
  private int count;

  /**
   * @param rows as long as the block; so is {@code below}
   */
  public Elements(Block block, int[] rows, int[] below) {
    this.block = block;
    this.rows = rows;
    this.below = below;
  }

  /** Starts with the first element. */
  public void begin(ListRows given) {
    lists = given;
    row = 0;
    next = 0;
  }

  /**
   * Takes up to {@code most} elements from where the last {@link #pass} ended; those of a row that
   * has failed by then are left out.
   *
   * @return how many; 0 behind the last
   */
  public int take(int most, RowErrors failed) {
    while (row < lists.rows() && (next >= lists.end(row) || failed.failed(row))) {
      next = Math.max(next, lists.end(row));
      row++;
    }
    from = next;
    count = 0;
    boolean sideBySide = true;
    for (int each = row; each < lists.rows() && count < most; each++) {
      int place = from + count;
      int more = Math.min(most - count, lists.end(each) - place);
      int first = lists.below(each, place);
      sideBySide &= more <= 0 || count == 0 || first == below[count - 1] + 1;
      for (int i = 0; i < more; i++) {
        rows[count] = each;
        below[count++] = first + i;
      }
    }
    fill(sideBySide);
    return count;
  }

  /** Texts and nested values are shared where they are gathered. */
  private void fill(boolean sideBySide) {
    boolean shared = block.lane() == Lane.BYTES || block.lane() == Lane.NESTED;
    if (sideBySide && !shared && count > 0) {
      block.reset();
      block.copyRange(0, lists.below(), below[0], count);
    } else {
      block.gather(lists.below(), below, count);
    }
  }

  /** Says that what was taken is done with. */
  public void pass() {
    next = from + count;
  }

  public Block block() {
    return block;
  }

  public int count() {
    return count;
  }

  /** The place of the first. */
  int from() {
    return from;
  }

  /** Of each element the row whose list has it. */
  public int[] rows() {
    return rows;
  }

  /** Of each element the row of {@link ListRows#below()} that has it. */
  int[] below() {
    return below;
  }
}
