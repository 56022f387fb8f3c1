// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.LongBlock;
import io.millrace.kernel.Kernel;

/** Kernels of numbers for calls with more arguments, which do not count, be they null or not. */
final class FirstArgument {
  /** The long of a row. */
  private interface Step {
    long at(Block arg, int row);
  }

  private FirstArgument() {}

  /**
   * @param kernel one of a number that makes a long; one of blocks copies
   */
  static Kernel of(Kernel kernel) {
    Step step = step(kernel);
    return (Kernel.Row)
        (args, row, out) -> {
          if (args[0].isNull(row)) {
            out.setNull(row);
          } else {
            ((LongBlock) out).values[row] = step.at(args[0], row);
          }
        };
  }

  private static Step step(Kernel kernel) {
    if (kernel instanceof Kernel.Ll longs) {
      return (arg, row) -> longs.apply(((LongBlock) arg).values[row]);
    } else if (kernel instanceof Kernel.Dl doubles) {
      return (arg, row) -> doubles.apply(((DoubleBlock) arg).values[row]);
    } else if (kernel instanceof Kernel.Blocks) {
      return (arg, row) -> ((LongBlock) arg).values[row];
    }
    throw new AssertionError(kernel);
  }
}
