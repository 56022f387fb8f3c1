// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.types.RuleVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why calls have no answer: the first reason of each, which concerns the rules that have it. */
final class CallProblems {
  private final Map<Long, EvaluationError> problems = new HashMap<>(0);

  /** The reason of all calls, if there is one. */
  private EvaluationError ofAll;

  void addAll(MillraceException problem) {
    if (ofAll == null) {
      ofAll = new EvaluationError(problem.code(), problem.getMessage());
    }
  }

  void add(long slot, EvaluationError problem) {
    problems.putIfAbsent(slot, problem);
  }

  boolean isEmpty() {
    return ofAll == null && problems.isEmpty();
  }

  /** That of the first call of a rule that has one. */
  Optional<EvaluationError> of(RuleVersion version) {
    if (ofAll != null || problems.isEmpty()) {
      return Optional.ofNullable(ofAll);
    }
    return version.slots().stream().map(problems::get).filter(Objects::nonNull).findFirst();
  }
}
