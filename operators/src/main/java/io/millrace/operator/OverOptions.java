// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.compile.Running;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.util.OutputTag;

/**
 * How {@link OverRows} works.
 *
 * @param late where late rows go; null if they are dropped
 * @param idleMillis after which a key without rows is forgotten; 0 for never
 * @param mostRows of a key that are kept
 */
record OverOptions<T>(Running.Time time, OutputTag<T> late, long idleMillis, long mostRows)
    implements Serializable {
  static <T> OverOptions<T> of(Running.Time time) {
    return new OverOptions<>(time, null, 0, Limits.DEFAULT.of(Limit.WINDOW_ROWS));
  }

  OverOptions<T> late(OutputTag<T> tag) {
    return new OverOptions<>(time, tag, idleMillis, mostRows);
  }

  OverOptions<T> idle(Duration value) {
    return new OverOptions<>(time, late, value.toMillis(), mostRows);
  }

  OverOptions<T> most(long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Cannot keep rows of a key: %d, expected at least 1".formatted(value));
    }
    return new OverOptions<>(time, late, idleMillis, Math.min(value, mostRows));
  }
}
