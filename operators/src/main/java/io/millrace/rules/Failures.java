// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.types.Event;
import io.millrace.types.Rule;
import io.millrace.types.RuleError;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** How it is said that a row or a window has no answer. */
final class Failures {
  private Failures() {}

  static RuleError late(Rule rule, Event event) {
    return RuleError.ofEvent(
        rule.id(),
        rule.revision(),
        ErrorCode.LATE_EVENT,
        "Cannot count event: its windows were closed before it came",
        event);
  }

  static String message(EvaluationError problem) {
    return "Cannot evaluate expression: " + problem.getMessage();
  }

  /** What the job ends with where a rule says so. */
  static SuppressRestartsException ofJob(Rule rule, EvaluationError problem) {
    return new SuppressRestartsException(
        new MillraceException(
            problem.code(),
            "Cannot evaluate rule \"%s\" revision %d: %s"
                .formatted(rule.id(), rule.revision(), problem.getMessage())));
  }
}
