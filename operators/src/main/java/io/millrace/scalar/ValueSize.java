// SPDX-License-Identifier: Apache-2.0
package io.millrace.scalar;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import io.millrace.trust.Limits;
import org.apache.flink.annotation.Internal;

/** How large a single value may grow. */
@Internal
public final class ValueSize {
  public static final long MAX_BYTES = Limits.VALUE_BYTES;

  private ValueSize() {}

  /** To be asked before the bytes are written. */
  public static void check(String function, long bytes) {
    if (bytes > MAX_BYTES) {
      throw new EvaluationError(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot compute %s: result of %s bytes, expected at most valueBytes = %d"
              .formatted(function, bytes == Long.MAX_VALUE ? "too many" : bytes, MAX_BYTES));
    }
  }
}
