// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import org.apache.flink.annotation.Internal;

/** Kernels of one argument made lenient: a row that fails becomes null. */
@Internal
public final class NullOnError {
  private NullOnError() {}

  public static Kernel around(Kernel kernel) {
    if (kernel instanceof Kernel.Blocks) {
      return kernel;
    }
    return (Kernel.Blocks)
        (args, out, rows, errors) -> {
          OneArgument.Step step = OneArgument.step(kernel, args, out);
          for (int row = 0; row < rows; row++) {
            if (!out.isNull(row)) {
              attempt(step, row, out);
            }
          }
        };
  }

  private static void attempt(OneArgument.Step step, int row, Block out) {
    try {
      step.at(row);
    } catch (EvaluationError error) {
      out.setNull(row);
    }
  }
}
