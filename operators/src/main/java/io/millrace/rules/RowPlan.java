// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowValue;
import io.millrace.record.RowProgram;
import io.millrace.record.RowPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A predicate and what is computed of a row for which it is true; answers once a row, however often
 * it is asked.
 */
final class RowPlan {
  /** What became of a row. */
  enum Outcome {
    REJECTED,
    FAILED,
    SEEN
  }

  private final RowPrograms<?> rows;
  private final RowProgram<?> program;

  /** Null for all rows. */
  private final RowValue where;

  private final Supplier<Object>[] results;

  private final List<Object> values;
  private long row;
  private Outcome outcome;
  private EvaluationError problem;

  /**
   * @param rows the programs over the same rows
   * @param where null for all rows
   */
  @SuppressWarnings("unchecked")
  RowPlan(RowPrograms<?> rows, TypedExpr where, List<TypedExpr> exprs) {
    this.rows = rows;
    List<TypedExpr> outputs = new ArrayList<>(exprs);
    if (where != null) {
      outputs.add(0, where);
    }
    program = rows.compile(outputs);
    List<RowValue> computed = program.results();
    this.where = where == null ? null : computed.get(0);
    int first = outputs.size() - exprs.size();
    results =
        IntStream.range(first, outputs.size())
            .<Supplier<Object>>mapToObj(i -> Cells.supplier(computed.get(i), outputs.get(i).type()))
            .toArray(Supplier[]::new);
    values = new ArrayList<>(exprs.size());
  }

  /**
   * Looks at the row at hand; FAILED if the predicate or one of the first {@code needed}
   * expressions has no answer.
   */
  Outcome evaluate(int needed) {
    if (row != rows.number()) {
      row = rows.number();
      problem = null;
      outcome = rejects();
      if (outcome == Outcome.SEEN) {
        compute(needed);
      }
    }
    return outcome;
  }

  private Outcome rejects() {
    try {
      return where == null || where.isTrue() ? Outcome.SEEN : Outcome.REJECTED;
    } catch (EvaluationError e) {
      problem = e;
      return Outcome.FAILED;
    }
  }

  private void compute(int needed) {
    values.clear();
    for (int i = 0; i < results.length; i++) {
      try {
        values.add(results[i].get());
      } catch (EvaluationError e) {
        values.add(null);
        problem = problem == null ? e : problem;
        outcome = i < needed ? Outcome.FAILED : outcome;
      }
    }
  }

  /** It is not asked any more. */
  void close() {
    program.close();
  }

  /** Of the row that was seen last; null also where there was no answer. */
  List<Object> values() {
    return values;
  }

  /** The first thing that had no answer, or null. */
  EvaluationError problem() {
    return problem;
  }
}
