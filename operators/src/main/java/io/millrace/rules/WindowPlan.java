// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.Rewriting;
import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.record.RowPrograms;
import io.millrace.types.RuleVersion;
import java.util.List;
import java.util.Optional;

/** What one revision makes of the results of its group's aggregate calls. */
final class WindowPlan {
  private final RowPlan having;
  private final RowPlan value;
  private final TypedExpr valueExpr;

  /**
   * @param results the programs over the results of calls
   * @param fold which says where results are
   */
  WindowPlan(RowPrograms<?> results, BoundRule bound, RuleVersion version, GroupFold fold) {
    List<Integer> places = version.slots().stream().map(fold::place).toList();
    TypedExpr inPlaces = inPlaces(bound.value(), places);
    valueExpr = inPlaces;
    value = new RowPlan(results, null, List.of(inPlaces));
    having =
        bound.having() == null
            ? null
            : new RowPlan(results, inPlaces(bound.having(), places), List.of());
  }

  /** From the rule's own order of calls, with now() behind them, to that of the group. */
  private static TypedExpr inPlaces(TypedExpr expr, List<Integer> places) {
    return Rewriting.replaced(
        expr,
        node ->
            node instanceof TypedExpr.Input input
                ? new TypedExpr.Input(
                    input.index() < places.size() ? places.get(input.index()) : GroupFold.NOW,
                    input.path(),
                    input.type())
                : null);
  }

  /** It is not asked any more. */
  void close() {
    value.close();
    if (having != null) {
      having.close();
    }
  }

  DataType type() {
    return valueExpr.type();
  }

  /** FAILED and REJECTED are those of {@code having}. */
  RowPlan.Outcome having() {
    return having == null ? RowPlan.Outcome.SEEN : having.evaluate(0);
  }

  EvaluationError havingProblem() {
    return having.problem();
  }

  Object value() {
    value.evaluate(0);
    return value.values().get(0);
  }

  /** Why the last value has no answer. */
  Optional<EvaluationError> problem() {
    return Optional.ofNullable(value.problem());
  }
}
