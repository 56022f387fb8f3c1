// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.record.RowProgram;
import io.millrace.record.RowPrograms;
import java.util.ArrayList;
import java.util.List;

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

  /** The place of the first expression: behind the predicate, if there is one. */
  private final int first;

  private final List<DataType> types;
  private final List<Object> values;
  private long row;
  private Outcome outcome;
  private EvaluationError problem;

  /**
   * @param rows the programs over the same rows
   * @param where null for all rows
   */
  RowPlan(RowPrograms<?> rows, TypedExpr where, List<TypedExpr> exprs) {
    this.rows = rows;
    List<TypedExpr> outputs = new ArrayList<>(exprs);
    if (where != null) {
      outputs.add(0, where);
    }
    program = rows.compile(outputs);
    first = outputs.size() - exprs.size();
    types = exprs.stream().map(TypedExpr::type).toList();
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
      return first == 0 || program.isTrue(0) ? Outcome.SEEN : Outcome.REJECTED;
    } catch (EvaluationError e) {
      problem = e;
      return Outcome.FAILED;
    }
  }

  private void compute(int needed) {
    values.clear();
    for (int i = 0; i < types.size(); i++) {
      try {
        values.add(Cells.get(program.results().get(first + i), types.get(i)));
      } catch (EvaluationError e) {
        values.add(null);
        problem = problem == null ? e : problem;
        outcome = i < needed ? Outcome.FAILED : outcome;
      }
    }
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
