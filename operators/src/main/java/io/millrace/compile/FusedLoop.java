// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.kernel.Kernel;

/** A generated loop that runs the calls of a {@link FusedGroup}, all over one row after another. */
abstract class FusedLoop {
  /**
   * Fills the first rows of {@code out}, null ones included.
   *
   * @param kernels of the calls, of the classes that the loop was generated for
   * @param constants one row each
   */
  abstract void run(Kernel[] kernels, Block[] inputs, Block[] constants, Block out, int rows);
}
