// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/** A call of a window function at work; confined to one thread, partition after partition. */
@Internal
public interface PartitionEvaluator {
  /**
   * Writes the rows of a partition.
   *
   * @param frames found for the partition already
   * @param args the arguments in sorted order, followed by the filter if there is one
   * @param out as long as they are
   * @param errors gets the rows that have no answer
   */
  void evaluate(Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors);

  /**
   * Whether it matters which rows are peers, or how far apart. Where it does not, DataFusion never
   * computes ORDER BY keys that are constant.
   */
  default boolean comparesKeys() {
    return true;
  }
}
