// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;

/**
 * A kernel in the loop of its shape. Every subclass takes the kernel as its constructor's one
 * argument, has no other state, and is only ever run as a copy made by {@link Loops}.
 */
abstract class Loop {
  /** Runs over all rows, null ones included; for kernels that cannot fail, in numeric lanes. */
  void dense(Block[] args, Block out, int rows) {
    throw new AssertionError("shape has no dense loop: " + getClass());
  }

  /** The same where the second argument is row 0 of its block for all rows. */
  void denseConstant(Block[] args, Block out, int rows) {
    throw new AssertionError("shape has no loop with a constant: " + getClass());
  }

  /**
   * The same as {@link #dense} over {@link io.millrace.column.NativeValues} at addresses.
   *
   * @param b of the second argument, if there is one
   */
  void direct(long a, long b, long out, int rows) {
    throw new AssertionError("shape has no direct loop: " + getClass());
  }

  /** The same where the second argument is row 0 of a block for all rows. */
  void directConstant(long a, Block constant, long out, int rows) {
    throw new AssertionError("shape has no direct loop with a constant: " + getClass());
  }

  /**
   * Runs over the rows whose bit in {@code valid} is set, all if it is null; a row for which the
   * kernel throws {@code EvaluationError} is marked in {@code errors}.
   */
  abstract void checked(Block[] args, Block out, int rows, long[] valid, RowErrors errors);
}
