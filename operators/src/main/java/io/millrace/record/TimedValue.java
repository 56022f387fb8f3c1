// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowValue;
import java.util.function.BooleanSupplier;

/**
 * A result that has {@link Limit#BATCH_MILLIS}. Functions that may take long for one row end in
 * their midst; what else took longer has no answer once it is there.
 */
final class TimedValue extends Relay {
  private final Limits limits;

  TimedValue(RowValue value, Limits limits) {
    super(value);
    this.limits = limits;
  }

  @Override
  public boolean compute() {
    return timed(super::compute);
  }

  @Override
  public boolean isTrue() {
    return timed(super::isTrue);
  }

  private boolean timed(BooleanSupplier evaluation) {
    try (Deadline deadline = Deadline.within(limits, Limit.BATCH_MILLIS, "evaluate a row")) {
      boolean result = evaluation.getAsBoolean();
      Deadline.more();
      return result;
    } catch (MillraceException e) {
      throw EvaluationError.ofDeadline(e);
    }
  }
}
