// SPDX-License-Identifier: Apache-2.0
package io.millrace.scalar;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import org.apache.flink.annotation.Internal;

/** How large a single value may grow. */
@Internal
public final class ValueSize {
  public static final long MAX_BYTES = Limits.DEFAULT.of(Limit.VALUE_BYTES);

  private ValueSize() {}

  /** To be asked before the bytes are written. */
  public static void check(String function, long bytes) {
    if (bytes > MAX_BYTES) {
      throw excess(function, bytes);
    }
  }

  /** The error of a value of so many bytes. */
  public static EvaluationError excess(String function, long bytes) {
    String found = bytes == Long.MAX_VALUE ? "too many" : Long.toString(bytes);
    return new EvaluationError(
        Limit.VALUE_BYTES.code(),
        Limits.DEFAULT.refusal(
            Limit.VALUE_BYTES, "compute " + function, "result of " + found + " bytes"));
  }
}
