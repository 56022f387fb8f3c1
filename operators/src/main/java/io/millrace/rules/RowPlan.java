// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A predicate and what is computed of a row for which it is true; answers once a row, however often
 * it is asked.
 */
final class RowPlan implements AutoCloseable {
  /** What became of a row. */
  enum Outcome {
    REJECTED,
    FAILED,
    SEEN
  }

  private final Program where;
  private final Program outputs;
  private final List<TypedExpr> exprs;
  private final RowErrors[] whereErrors = {new RowErrors()};
  private final RowErrors[] errors;
  private final List<Object> values = new ArrayList<>();
  private long row = -1;
  private Outcome outcome;
  private String problem;

  /**
   * @param where null for all rows
   */
  RowPlan(TypedExpr where, List<TypedExpr> exprs) {
    this.where = where == null ? null : Program.compile(List.of(where), 1);
    this.exprs = List.copyOf(exprs);
    this.outputs = exprs.isEmpty() ? null : Program.compile(exprs, 1);
    this.errors = Stream.generate(RowErrors::new).limit(exprs.size()).toArray(RowErrors[]::new);
  }

  /**
   * FAILED if the predicate or one of the first {@code needed} expressions has no answer.
   *
   * @param number tells rows apart
   */
  Outcome evaluate(Batch batch, long number, int needed) {
    if (row != number) {
      row = number;
      problem = null;
      outcome = rejects(batch);
      if (outcome == Outcome.SEEN) {
        compute(batch, needed);
      }
    }
    return outcome;
  }

  private Outcome rejects(Batch batch) {
    if (where == null) {
      return Outcome.SEEN;
    }
    Block truth = where.evaluate(batch, whereErrors)[0];
    if (whereErrors[0].failed(0)) {
      problem = whereErrors[0].message(0);
      return Outcome.FAILED;
    }
    boolean isTrue = !truth.isNull(0) && ((BoolBlock) truth).values[0] != 0;
    return isTrue ? Outcome.SEEN : Outcome.REJECTED;
  }

  private void compute(Batch batch, int needed) {
    values.clear();
    if (outputs == null) {
      return;
    }
    Block[] blocks = outputs.evaluate(batch, errors);
    for (int i = 0; i < blocks.length; i++) {
      if (errors[i].failed(0)) {
        values.add(null);
        problem = problem == null ? errors[i].message(0) : problem;
        outcome = i < needed ? Outcome.FAILED : outcome;
      } else {
        values.add(Cells.get(blocks[i], 0, exprs.get(i).type()));
      }
    }
  }

  /** Of the row that was seen last; null also where there was no answer. */
  List<Object> values() {
    return values;
  }

  /** The first thing that had no answer, or null. */
  String problem() {
    return problem;
  }

  @Override
  public void close() {
    if (where != null) {
      where.close();
    }
    if (outputs != null) {
      outputs.close();
    }
  }
}
