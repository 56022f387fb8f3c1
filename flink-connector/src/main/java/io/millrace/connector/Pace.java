// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;

/**
 * Lets through a number of rows a second at most, evenly spread; time lost is not made up by a
 * burst of more than a tenth of a second.
 */
@Internal
public final class Pace {
  private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);

  private final double nanosPerRow;
  private double due;

  /**
   * @param rowsPerSecond 0 for no limit
   */
  public Pace(double rowsPerSecond) {
    nanosPerRow = rowsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
    due = System.nanoTime();
  }

  /** Whether a row may go now; if so it is counted. */
  public boolean take() {
    if (nanosPerRow == 0) {
      return true;
    }
    long now = System.nanoTime();
    if (now < due) {
      return false;
    }
    due = Math.max(due, now - BURST) + nanosPerRow;
    return true;
  }

  /** Completes when the next row may go. */
  public CompletableFuture<Void> next() {
    long wait = (long) Math.max(0, due - System.nanoTime());
    Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run);
    return CompletableFuture.runAsync(() -> {}, later);
  }
}
