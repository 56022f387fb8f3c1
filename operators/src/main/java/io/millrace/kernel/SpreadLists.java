// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/**
 * Kernels that bring the lists of their arguments into blocks. Where these are made of what is no
 * more than a promise of elements, as one value many times is, there may be too many of them at
 * once: then they are run for a row at a time.
 */
@Internal
public final class SpreadLists {
  /** Elements that are no more than promised up to which they are all made at once. */
  private static final long MOST_SPREAD = 1 << 22;

  private SpreadLists() {}

  public static Kernel of(Kernel.Blocks kernel) {
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          if (rows > 1 && promised(args, rows) > MOST_SPREAD) {
            oneByOne(kernel, args, out, rows, errors);
          } else {
            kernel.apply(args, out, rows, errors);
          }
        };
  }

  private static long promised(Block[] args, int rows) {
    long elements = 0;
    for (Block arg : args) {
      if (arg instanceof NestedBlock nested) {
        elements += nested.promised(rows);
      }
    }
    return elements;
  }

  /** Runs a kernel for a row at a time, where one for all would take too much memory. */
  public static void oneByOne(
      Kernel.Blocks kernel, Block[] args, Block out, int rows, RowErrors errors) {
    Block[] single = new Block[args.length];
    RowErrors failed = new RowErrors();
    for (int row = 0; row < rows; row++) {
      if (out.isNull(row)) {
        continue;
      }
      for (int i = 0; i < args.length; i++) {
        single[i] = Block.of(args[i].lane(), 1);
        single[i].copy(0, args[i], row);
      }
      Block result = Block.of(out.lane(), 1);
      kernel.apply(single, result, 1, failed);
      if (failed.isEmpty()) {
        out.copy(row, result, 0);
      } else {
        errors.mark(row, failed.cause(0));
        failed.clear();
      }
    }
  }
}
