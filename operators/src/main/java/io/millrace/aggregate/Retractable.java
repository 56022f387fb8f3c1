// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import org.apache.flink.annotation.Internal;

/** An accumulator that can take rows back; what DataFusion calls {@code retract_batch}. */
@Internal
public interface Retractable extends Accumulator {
  /**
   * Takes the rows back that were the first to come to a slot, of those that are in it; they are
   * given again, in order.
   */
  void retract(Block[] args, int[] slots, int rows);
}
