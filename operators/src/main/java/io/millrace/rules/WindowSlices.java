// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Event time, cut wherever a window starts or ends: a slice lies in the same windows from end to
 * end, and there are at most two of them for each slide, however many windows a row is in.
 */
record WindowSlices(long size, long slide) {
  static WindowSlices of(RuleWindow.Aligned window) {
    return new WindowSlices(window.size(), window.slide());
  }

  /** From so many slides in a window on, slices are merged in panes first. */
  private static final long MANY = 16;

  boolean areMany() {
    return size / slide >= MANY;
  }

  /** The start of the pane of a time: about as many slides as there are panes in a window. */
  long pane(long time) {
    return time - Math.floorMod(time, slide * (long) Math.ceil(Math.sqrt(size / slide)));
  }

  /** The start of the slice of a time. */
  long start(long time) {
    long sinceStart = Math.floorMod(time, slide);
    long lastEnd = size % slide;
    return sinceStart < lastEnd ? time - sinceStart : time - sinceStart + lastEnd;
  }

  /** The last of the starts that are not after a time. */
  long startUpTo(long time) {
    return WindowSpans.lastStart(slide, time);
  }

  /** The windows that a time is in. */
  Starts at(long time) {
    return new Starts(startUpTo(time - size) + slide, startUpTo(time), slide);
  }

  /** Those of them that a watermark has not passed. */
  Starts open(Starts starts, long watermark) {
    if (starts.isEmpty() || starts.first() + size - 1 > watermark) {
      return starts;
    }
    if (starts.last() + size - 1 <= watermark) {
      return new Starts(starts.first(), starts.first() - slide, slide);
    }
    return new Starts(startUpTo(watermark + 1 - size) + slide, starts.last(), slide);
  }

  TimeWindow window(long start) {
    return new TimeWindow(start, start + size);
  }
}
