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
 * @param outputs where rows go that have no result
 * @param idleMillis after which a key without rows is forgotten; 0 for never
 * @param mostRows of a key that are kept
 * @param heapBytes about how much of the keys is on the heap at a time
 */
record OverOptions<T>(
    Running.Time time, WindowOptions<T> outputs, long idleMillis, long mostRows, long heapBytes)
    implements Serializable {
  private static final long HEAP_BYTES = 128L << 20;

  static <T> OverOptions<T> of(Running.Time time) {
    return new OverOptions<>(
        time, new WindowOptions<>(null, null), 0, Limits.DEFAULT.of(Limit.WINDOW_ROWS), HEAP_BYTES);
  }

  OverOptions<T> late(OutputTag<T> tag) {
    return outputs(new WindowOptions<>(tag, outputs.errors()));
  }

  OverOptions<T> errors(OutputTag<RowError<T>> tag) {
    return outputs(new WindowOptions<>(outputs.late(), tag));
  }

  private OverOptions<T> outputs(WindowOptions<T> value) {
    return new OverOptions<>(time, value, idleMillis, mostRows, heapBytes);
  }

  OverOptions<T> idle(Duration value) {
    return new OverOptions<>(time, outputs, value.toMillis(), mostRows, heapBytes);
  }

  OverOptions<T> most(long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Cannot keep rows of a key: %d, expected at least 1".formatted(value));
    }
    return new OverOptions<>(time, outputs, idleMillis, Math.min(value, mostRows), heapBytes);
  }

  OverOptions<T> heap(long bytes) {
    return new OverOptions<>(time, outputs, idleMillis, mostRows, bytes);
  }
}
