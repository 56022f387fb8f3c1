// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowErrors;
import io.millrace.column.RowSource;
import io.millrace.compile.Graph;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import java.util.List;

/** A program over blocks of one row, for which no expression is too deep. */
final class DeepProgram<T> extends RowProgram<T> {
  private final OneRow<T> row;
  private final Program program;
  private final RowErrors[] errors;
  private Block[] results;

  DeepProgram(List<TypedExpr> outputs, List<TypedExpr.Input> inputs, RowSource<T> source) {
    row = new OneRow<>(source, inputs);
    program = Program.compile(outputs, new Scratch(1), Graph.Inputs.MAY_FAIL);
    errors = new RowErrors[outputs.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
    }
  }

  @Override
  public void move(T to) {
    row.move(to);
    results = null;
  }

  @Override
  public Block value(int output) {
    if (results == null) {
      results = program.evaluate(row, row.failed, errors);
    }
    if (errors[output].failed(0)) {
      throw new EvaluationError(errors[output].message(0));
    }
    return results[output];
  }

  @Override
  public boolean isTrue(int output) {
    Block result = value(output);
    return !result.isNull(0) && ((BoolBlock) result).values[0] != 0;
  }

  @Override
  public boolean inBlocks() {
    return true;
  }
}
