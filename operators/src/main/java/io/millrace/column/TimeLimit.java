// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/** {@link Limit#BATCH_MILLIS} of what is evaluated together; nothing is asked without one. */
@Internal
public final class TimeLimit {
  private final Limits limits;
  private final boolean none;

  public TimeLimit(Limits limits) {
    this.limits = limits;
    none = limits.of(Limit.BATCH_MILLIS) == Long.MAX_VALUE;
  }

  public boolean isNone() {
    return none;
  }

  /**
   * From now on; null without a limit.
   *
   * @param action what can not be done once time is up, such as {@code evaluate a window}
   */
  public Deadline open(String action) {
    return none ? null : Deadline.within(limits, Limit.BATCH_MILLIS, action);
  }

  /**
   * What an evaluation gives, which looks at the clock in its midst.
   *
   * @throws EvaluationError DEADLINE_EXCEEDED if time was up before its end
   */
  public <V> V within(String action, Supplier<V> evaluation) {
    if (none) {
      return evaluation.get();
    }
    try (Deadline deadline = open(action)) {
      V value = evaluation.get();
      Deadline.more();
      return value;
    } catch (MillraceException e) {
      throw EvaluationError.ofDeadline(e);
    }
  }

  /**
   * The same, or null if time was up.
   *
   * @param tooLate is told so
   */
  public <V> V within(String action, Supplier<V> evaluation, Consumer<String> tooLate) {
    try {
      return within(action, evaluation);
    } catch (EvaluationError e) {
      if (e.code() != ErrorCode.DEADLINE_EXCEEDED) {
        throw e;
      }
      tooLate.accept(e.getMessage());
      return null;
    }
  }
}
