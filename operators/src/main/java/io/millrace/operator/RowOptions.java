// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.util.OutputTag;

/**
 * How {@link RowOperator} works.
 *
 * @param errors where rows without an answer go besides; null for nowhere
 * @param most rows that are gathered; 0 if each is answered as it comes
 * @param delayMillis after which gathered rows are answered, however few they are
 */
record RowOptions<T>(OutputTag<RowError<T>> errors, int most, long delayMillis)
    implements Serializable {
  static <T> RowOptions<T> none() {
    return new RowOptions<>(null, 0, 0);
  }

  RowOptions<T> errors(OutputTag<RowError<T>> tag) {
    return new RowOptions<>(tag, most, delayMillis);
  }

  RowOptions<T> batches(int rows, Duration delay) {
    if (rows < 1 || rows > Block.CAPACITY) {
      throw refused("of " + rows + " rows", "1 to " + Block.CAPACITY);
    }
    if (delay.toMillis() < 1) {
      throw refused("for " + delay, "at least a millisecond");
    }
    return new RowOptions<>(errors, rows, delay.toMillis());
  }

  private static MillraceException refused(String found, String expected) {
    return new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE, "Cannot gather batches " + found + ": expected " + expected);
  }

  boolean inBatches() {
    return most > 0;
  }
}
