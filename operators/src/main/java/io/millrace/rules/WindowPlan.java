// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.Rewriting;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.expr.DataType;
import io.millrace.types.RuleVersion;
import java.util.List;
import java.util.Optional;

/** What one revision makes of the results of its group's aggregate calls. */
final class WindowPlan implements AutoCloseable {
  private final RowPlan having;
  private final RowPlan value;
  private final TypedExpr valueExpr;

  WindowPlan(BoundRule bound, RuleVersion version) {
    TypedExpr inSlots = bySlot(bound.value(), version.slots());
    valueExpr = inSlots;
    value = new RowPlan(null, List.of(inSlots));
    having =
        bound.having() == null
            ? null
            : new RowPlan(bySlot(bound.having(), version.slots()), List.of());
  }

  /** The rule's own order of calls to that of the group; now() stays behind them. */
  private static TypedExpr bySlot(TypedExpr expr, List<Integer> slots) {
    return Rewriting.replaced(
        expr,
        node ->
            node instanceof TypedExpr.Input input && input.index() < slots.size()
                ? new TypedExpr.Input(slots.get(input.index()), input.type())
                : null);
  }

  DataType type() {
    return valueExpr.type();
  }

  /** FAILED and REJECTED are those of {@code having}. */
  RowPlan.Outcome having(Batch results, long number) {
    return having == null ? RowPlan.Outcome.SEEN : having.evaluate(results, number, 0);
  }

  String havingProblem() {
    return having.problem();
  }

  Object value(Batch results, long number) {
    value.evaluate(results, number, 0);
    return value.values().get(0);
  }

  /** Why the last value has no answer. */
  Optional<String> problem() {
    return Optional.ofNullable(value.problem());
  }

  @Override
  public void close() {
    value.close();
    if (having != null) {
      having.close();
    }
  }
}
