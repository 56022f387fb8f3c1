// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowErrors;
import io.millrace.record.RowProgram;

/** Expressions at work in one task, a row at a time. */
final class RowEvaluation<T> {
  private final RowProgram<T> program;
  private final Block[] results;
  private final RowErrors[] errors;
  private boolean anyFailed;

  RowEvaluation(RowExpressions<T> expressions) {
    program = RowProgram.compile(expressions.bind(), expressions.input(), RowProgram.Classes.OWN);
    results = new Block[expressions.encoded().size()];
    errors = new RowErrors[results.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
    }
  }

  /**
   * Results in row 0 of the blocks, valid until the next call; not to be looked at where {@link
   * #errors} has a failure.
   */
  Block[] evaluate(T row) {
    if (anyFailed) {
      clearErrors();
    }
    program.move(row);
    for (int i = 0; i < results.length; i++) {
      try {
        Block result = program.value(i);
        // A store of a reference may cost a fence, so what is there already is not stored again.
        if (results[i] != result) {
          results[i] = result;
        }
      } catch (EvaluationError e) {
        errors[i].mark(0, e.getMessage());
        anyFailed = true;
      }
    }
    return results;
  }

  private void clearErrors() {
    for (RowErrors each : errors) {
      each.clear();
    }
    anyFailed = false;
  }

  RowErrors[] errors() {
    return errors;
  }

  /**
   * Whether the first expression is true.
   *
   * @throws EvaluationError if the row has no answer
   */
  boolean isTrue(T row) {
    program.move(row);
    return program.isTrue(0);
  }
}
