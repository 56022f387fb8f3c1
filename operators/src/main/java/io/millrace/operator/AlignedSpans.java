// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.time.Duration;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Windows of one size that begin every {@code slide} milliseconds. */
record AlignedSpans(long size, long slide, long offset) implements WindowForm {
  @Override
  public <T, K, R> WindowOperator<T, K, R> operator(WindowParts<T, K, R> parts) {
    return new BundledWindows<>(parts, this);
  }

  @Override
  public WindowForm later(long millis) {
    return new AlignedSpans(size, slide, millis);
  }

  /** The start of the last window that a time is in. */
  long lastStart(long time) {
    return TimeWindow.getWindowStartWithOffset(time, offset, slide);
  }

  long maxTimestamp(long start) {
    return start + size - 1;
  }

  TimeWindow window(long start) {
    return new TimeWindow(start, start + size);
  }

  @Override
  public String toString() {
    return "of "
        + Duration.ofMillis(size)
        + (slide == size ? "" : " every " + Duration.ofMillis(slide))
        + (offset == 0 ? "" : " from " + Duration.ofMillis(offset));
  }
}
