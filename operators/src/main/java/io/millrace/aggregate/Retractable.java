// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** An accumulator that can take rows back; what DataFusion calls {@code retract_batch}. */
@Internal
public interface Retractable extends Accumulator {
  /**
   * Takes the rows back that were the first to come to a slot, of those that are in it; they are
   * given again, in order.
   */
  void retract(Block[] args, int[] slots, int rows);

  /**
   * All that a slot needs to go on with rows that come and go, in the form of a state; where {@link
   * #state} has no more than its result, this has what is needed to take rows back as well.
   */
  default List<Object> frame(int slot) {
    return state(slot);
  }

  /** Replaces what is in a slot by what {@link #frame} gave. */
  default void loadFrame(int slot, List<Object> frame) {
    load(slot, frame);
  }
}
