// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.column.RowErrors;

/** Where rows stand in their partition; peers stand in the same place but for their number. */
enum Ranking implements PartitionEvaluator {
  ROW_NUMBER {
    @Override
    void group(Partition partition, int group, Block out) {
      for (int row = partition.groupStart(group); row < partition.groupEnd(group); row++) {
        ((LongBlock) out).values[row] = row - partition.from() + 1L;
      }
    }

    @Override
    public boolean comparesKeys() {
      return false;
    }
  },
  RANK {
    @Override
    void group(Partition partition, int group, Block out) {
      fill(partition, group, out, before(partition, group) + 1L);
    }
  },
  DENSE_RANK {
    @Override
    void group(Partition partition, int group, Block out) {
      fill(partition, group, out, group + 1L);
    }
  },
  PERCENT_RANK {
    @Override
    void group(Partition partition, int group, Block out) {
      int others = partition.rows() - 1;
      fill(partition, group, out, others == 0 ? 0 : (double) before(partition, group) / others);
    }
  },
  CUME_DIST {
    @Override
    void group(Partition partition, int group, Block out) {
      int upTo = partition.groupEnd(group) - partition.from();
      fill(partition, group, out, (double) upTo / partition.rows());
    }
  };

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    for (int group = 0; group < partition.groups().length; group++) {
      group(partition, group, out);
    }
  }

  abstract void group(Partition partition, int group, Block out);

  private static int before(Partition partition, int group) {
    return partition.groupStart(group) - partition.from();
  }

  private static void fill(Partition partition, int group, Block out, long value) {
    for (int row = partition.groupStart(group); row < partition.groupEnd(group); row++) {
      ((LongBlock) out).values[row] = value;
    }
  }

  private static void fill(Partition partition, int group, Block out, double value) {
    for (int row = partition.groupStart(group); row < partition.groupEnd(group); row++) {
      ((DoubleBlock) out).values[row] = value;
    }
  }
}
