// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import org.apache.flink.annotation.Internal;

/**
 * Counts what a function does for one row where that may be the square of what it was given.
 * Between rows others look whether time is up; within one nobody else does. Confined to one thread.
 */
@Internal
public final class RowSteps {
  public static final long MOST = Limits.DEFAULT.of(Limit.ROW_STEPS);

  /** Some milliseconds. */
  private static final long STRIDE = 1 << 20;

  private final String action;
  private long taken;
  private long nextLook = STRIDE;

  /**
   * @param action what can not be done with more steps, such as {@code match LIKE pattern}
   */
  public RowSteps(String action) {
    this.action = action;
  }

  /**
   * So many more.
   *
   * @throws EvaluationError LIMIT_EXCEEDED if there were too many
   * @throws EvaluationError DEADLINE_EXCEEDED if the thread's time is up
   * @throws MillraceException INTERRUPTED if the thread is, which it stays
   */
  public void add(long steps) {
    taken += steps;
    if (taken >= nextLook) {
      look();
    }
  }

  private void look() {
    nextLook = taken + STRIDE;
    check(action, taken);
    if (Thread.currentThread().isInterrupted()) {
      throw new MillraceException(
          ErrorCode.INTERRUPTED, "Cannot " + action + ": found the thread interrupted");
    }
    try {
      Deadline.more();
    } catch (MillraceException e) {
      throw EvaluationError.ofDeadline(e);
    }
  }

  /** Where it is known beforehand how many there will be; throws as {@link #add}. */
  public static void check(String action, long steps) {
    if (steps > MOST) {
      throw excess(action, steps);
    }
  }

  /** The error of so many. */
  public static EvaluationError excess(String action, long steps) {
    return new EvaluationError(
        Limit.ROW_STEPS.code(),
        Limits.DEFAULT.refusal(Limit.ROW_STEPS, action, steps + " steps for one row"));
  }
}
