// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;

/** The value of a row of the frame, counted from its start or, if negative, from its end. */
final class NthValue implements PartitionEvaluator {
  private final long place;
  private final boolean ignoreNulls;

  private NthValue(WindowFunction.Request request, long place) {
    this.place = place;
    ignoreNulls = request.ignoreNulls();
  }

  static NthValue first(WindowFunction.Request request) {
    return new NthValue(request, 1);
  }

  static NthValue last(WindowFunction.Request request) {
    return new NthValue(request, -1);
  }

  static NthValue nth(WindowFunction.Request request) {
    boolean unsigned = request.call().type(1).isInteger() && !request.call().type(1).isSigned();
    if (unsigned) {
      throw Constants.refused("nth_value", "argument 2 is unsigned", "a signed whole number");
    }
    Long place = Constants.integer("nth_value", request.call(), 1);
    if (place != null && place == Long.MIN_VALUE) {
      throw Constants.refused(
          "nth_value", "argument 2 is " + place, "a number that has a negative");
    }
    return new NthValue(request, place == null ? 0 : place);
  }

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    Values values = ignoreNulls ? new Values(partition, args[0]) : null;
    for (int row = partition.from(); row < partition.to(); row++) {
      if (frames.starts[row] > frames.ends[row]) {
        errors.mark(row, Frame.crossed());
        out.setNull(row);
        continue;
      }
      int from =
          values == null
              ? chosen(frames.starts[row], frames.ends[row])
              : values.chosen(frames.starts[row], frames.ends[row]);
      if (from < 0) {
        out.setNull(row);
      } else {
        out.copy(row, args[0], from);
      }
    }
  }

  /** Which of {@code start .. end} it is; -1 if it is none. */
  private int chosen(int start, int end) {
    long chosen = place > 0 ? start + place - 1 : end + place;
    return place != 0 && chosen >= start && chosen < end ? (int) chosen : -1;
  }

  /** The rows of a partition that have a value. */
  private final class Values {
    private final int from;
    private final int[] rows;

    /** How many there are before a row. */
    private final int[] before;

    Values(Partition partition, Block block) {
      from = partition.from();
      rows = new int[partition.rows()];
      before = new int[partition.rows() + 1];
      int count = 0;
      for (int row = from; row < partition.to(); row++) {
        before[row - from] = count;
        if (!block.isNull(row)) {
          rows[count++] = row;
        }
      }
      before[partition.rows()] = count;
    }

    int chosen(int start, int end) {
      int chosen = NthValue.this.chosen(before[start - from], before[end - from]);
      return chosen < 0 ? -1 : rows[chosen];
    }
  }
}
