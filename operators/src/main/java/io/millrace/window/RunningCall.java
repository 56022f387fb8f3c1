// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A call of a window function at work in one partition whose rows come one after another, in order,
 * and whose end nobody knows. It is told of the rows that come into the frame and leave it, in
 * order, and has no other memory of them. Confined to one thread.
 */
@Internal
public interface RunningCall {
  /**
   * Where a row stands.
   *
   * @param row its number in the partition, from 0
   * @param groupStart the number of the first of its peers
   * @param group the number of its group of peers, from 0
   */
  record Place(long row, long groupStart, long group) {}

  /** The frame of whose rows it is to be told, which need not be that of the call. */
  Frame frame();

  /** How many values it may keep of rows that are in the frame for good. */
  default long kept() {
    return 0;
  }

  /** About how many bytes it keeps. */
  default long heldBytes() {
    return 0;
  }

  /** Rows come into the frame; {@code args} are those that the filter lets through, one or more. */
  void enter(Block[] args, int rows);

  /** Rows leave the frame, those that came first. */
  void leave(Block[] args, int rows);

  /** Writes the result for a row to row 0; throws EvaluationError if there is none. */
  void write(Place place, Block out);

  /** The same where its frame is empty. */
  void writeEmpty(Block out);

  /** All it needs to go on, as values in {@code Literal}'s Java form. */
  List<Object> state();

  void load(List<Object> state);
}
