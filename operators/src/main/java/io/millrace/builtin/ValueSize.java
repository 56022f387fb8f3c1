// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import io.millrace.trust.Limits;

/** How large a single value may grow. */
final class ValueSize {
  static final long MAX_BYTES = Limits.VALUE_BYTES;

  private ValueSize() {}

  /** To be asked before the bytes are written. */
  static void check(String function, long bytes) {
    if (bytes > MAX_BYTES) {
      throw new EvaluationError(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot compute %s: result of %s bytes, expected at most valueBytes = %d"
              .formatted(function, bytes == Long.MAX_VALUE ? "too many" : bytes, MAX_BYTES));
    }
  }
}
