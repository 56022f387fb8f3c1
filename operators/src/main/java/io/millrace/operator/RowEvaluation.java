// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.row.RowReader;
import java.util.List;

/** Expressions at work in one task, a row at a time. */
final class RowEvaluation<T> implements AutoCloseable {
  private final RowReader<T> reader;
  private final RowBatch batch;
  private final Program program;
  private final RowErrors[] errors;
  private Block[] results;

  RowEvaluation(RowExpressions<T> expressions) {
    List<TypedExpr> bound = expressions.bind();
    int[] columns = RowExpressions.columns(bound);
    reader = expressions.input().reader(columns);
    batch = new RowBatch(expressions.inputTypes(), columns, 1);
    program = Program.compile(bound, 1);
    results = new Block[bound.size()];
    errors = new RowErrors[bound.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
    }
  }

  /**
   * Results in row 0 of the blocks, valid until the next call; not to be looked at where {@link
   * #errors} has a failure.
   */
  Block[] evaluate(T row) {
    batch.clear();
    batch.beginRow();
    try {
      reader.read(row, batch);
    } catch (EvaluationError e) {
      for (RowErrors each : errors) {
        each.clear();
        each.mark(0, e.getMessage());
      }
      return results;
    }
    results = program.evaluate(batch, errors);
    return results;
  }

  RowErrors[] errors() {
    return errors;
  }

  @Override
  public void close() {
    program.close();
  }
}
