// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import io.millrace.column.EvaluationError;
import java.util.function.Consumer;

/** {@link Limit#BATCH_MILLIS} of rows that are evaluated together; nothing is asked without one. */
final class TimeLimit {
  private final Limits limits;
  private final boolean none;

  TimeLimit(Limits limits) {
    this.limits = limits;
    none = limits.of(Limit.BATCH_MILLIS) == Long.MAX_VALUE;
  }

  /** From now on; null without a limit. */
  Deadline open(String action) {
    return none ? null : Deadline.within(limits, Limit.BATCH_MILLIS, action);
  }

  /**
   * Evaluates a window, which looks at the clock between blocks.
   *
   * @param tooLate is told why there is no answer, if time was up
   * @return whether there is one
   */
  boolean evaluate(Runnable window, Consumer<String> tooLate) {
    try (Deadline deadline = open("evaluate a window")) {
      window.run();
      if (deadline != null) {
        Deadline.more();
      }
      return true;
    } catch (MillraceException e) {
      tooLate.accept(EvaluationError.ofDeadline(e).getMessage());
      return false;
    }
  }
}
