// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.value.CellOrder;
import org.apache.flink.annotation.Internal;

/**
 * Where the frame of each row starts and ends, by sorted rows; found in linear time, because bounds
 * never go back within a partition.
 */
@Internal
public final class FrameBounds {
  private final Frame frame;
  private final CellOrder order;
  private final Block keys;
  private final Block startLimits;
  private final Block endLimits;

  /** Of sorted row {@code i}. */
  final int[] starts;

  /** Behind the last row of the frame of sorted row {@code i}. */
  final int[] ends;

  /**
   * @param key of a RANGE with offsets, whose one key it is; else null
   * @param keys its values, sorted
   * @param startLimits the values at which frames start, null where they are out of the type's
   *     bounds; null where no value is at an offset or the start has none
   * @param endLimits the same of the ends
   */
  public FrameBounds(
      Frame frame, OrderKey key, Block keys, Block startLimits, Block endLimits, int count) {
    this.frame = frame;
    this.order = key == null ? null : key.order();
    this.keys = keys;
    this.startLimits = startLimits;
    this.endLimits = endLimits;
    starts = new int[count];
    ends = new int[count];
  }

  /** Of sorted row {@code row}. */
  public int start(int row) {
    return starts[row];
  }

  /** Behind the last row of the frame of sorted row {@code row}. */
  public int end(int row) {
    return ends[row];
  }

  /** Finds those of a partition. */
  public void find(Partition partition) {
    switch (frame.units()) {
      case ROWS -> rows(partition);
      case GROUPS -> groups(partition);
      case RANGE -> range(partition);
    }
  }

  private void rows(Partition partition) {
    for (int row = partition.from(); row < partition.to(); row++) {
      starts[row] = clamped(partition, frame.start(), row, 0, partition.from());
      ends[row] = clamped(partition, frame.end(), row, 1, partition.to());
    }
  }

  private static int clamped(
      Partition partition, Frame.Bound bound, int row, int behind, int unbounded) {
    return switch (bound.side()) {
      case UNBOUNDED -> unbounded;
      case CURRENT -> row + behind;
      case PRECEDING ->
          isLarge(bound.offset(), row - partition.from() + behind)
              ? partition.from()
              : row - (int) bound.offset() + behind;
      case FOLLOWING ->
          isLarge(bound.offset(), partition.to() - row - behind)
              ? partition.to()
              : row + (int) bound.offset() + behind;
    };
  }

  private static boolean isLarge(long offset, int room) {
    return Long.compareUnsigned(offset, room) > 0;
  }

  private void groups(Partition partition) {
    int count = partition.groups().length;
    for (int group = 0; group < count; group++) {
      int start =
          switch (frame.start().side()) {
            case UNBOUNDED -> 0;
            case CURRENT -> group;
            case PRECEDING -> before(group, frame.start().offset(), 0);
            case FOLLOWING -> after(group, frame.start().offset(), count);
          };
      int end =
          switch (frame.end().side()) {
            case UNBOUNDED -> count - 1;
            case CURRENT -> group;
            case PRECEDING -> before(group, frame.end().offset(), -1);
            case FOLLOWING -> after(group, frame.end().offset(), count - 1);
          };
      int first = partition.groupStart(start);
      int last = end < 0 ? partition.from() : partition.groupEnd(end);
      for (int row = partition.groupStart(group); row < partition.groupEnd(group); row++) {
        starts[row] = first;
        ends[row] = last;
      }
    }
  }

  private static int before(int group, long offset, int none) {
    return isLarge(offset, group) ? none : group - (int) offset;
  }

  private static int after(int group, long offset, int none) {
    return isLarge(offset, none - group) ? none : group + (int) offset;
  }

  private void range(Partition partition) {
    int start = partition.from();
    int end = partition.from();
    for (int group = 0; group < partition.groups().length; group++) {
      int row = partition.groupStart(group);
      int behind = partition.groupEnd(group);
      start =
          switch (frame.start().side()) {
            case UNBOUNDED -> partition.from();
            case CURRENT -> row;
            case PRECEDING, FOLLOWING -> start(partition, row, start);
          };
      end =
          switch (frame.end().side()) {
            case UNBOUNDED -> partition.to();
            case CURRENT -> behind;
            case PRECEDING, FOLLOWING -> end(partition, row, behind, end);
          };
      for (int peer = row; peer < behind; peer++) {
        starts[peer] = start;
        ends[peer] = end;
      }
    }
  }

  /** The first row, from that of the rows before on, that is not before the limit. */
  private int start(Partition partition, int row, int last) {
    if (keys.isNull(row)) {
      return Math.max(last, row);
    }
    if (startLimits == null || startLimits.isNull(row)) {
      return beyond(partition, frame.start(), last);
    }
    int start = last;
    while (start < partition.to() && order.compare(keys, start, startLimits, row) < 0) {
      start++;
    }
    return start;
  }

  private int end(Partition partition, int row, int behind, int last) {
    if (keys.isNull(row)) {
      return Math.max(last, behind);
    }
    if (endLimits == null || endLimits.isNull(row)) {
      return beyond(partition, frame.end(), last);
    }
    int end = last;
    while (end < partition.to() && order.compare(keys, end, endLimits, row) <= 0) {
      end++;
    }
    return end;
  }

  /** Where a limit is no value of the type; as in DataFusion, even nulls are within it then. */
  private static int beyond(Partition partition, Frame.Bound bound, int last) {
    return bound.side() == Frame.Side.PRECEDING ? last : partition.to();
  }
}
