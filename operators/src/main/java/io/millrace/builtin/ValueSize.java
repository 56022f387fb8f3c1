// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.EvaluationError;

/** How large a single value may grow. */
final class ValueSize {
  static final long MAX_BYTES = 16L << 20;

  private ValueSize() {}

  /** To be asked before the bytes are written. */
  static void check(String function, long bytes) {
    if (bytes > MAX_BYTES) {
      throw new EvaluationError(
          "Cannot compute "
              + function
              + ": result of "
              + bytes
              + " bytes, expected at most "
              + MAX_BYTES
              + " (limit of a value)");
    }
  }
}
