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
  private final Place<T> place;
  private final OneRow<T> row;
  private final Program program;
  private final RowErrors[] errors;
  private Block[] results;

  /** The number of the row whose results these are. */
  private long evaluated;

  DeepProgram(
      List<TypedExpr> outputs, List<TypedExpr.Input> inputs, RowSource<T> source, Place<T> place) {
    this.place = place;
    row = new OneRow<>(source, inputs);
    program = Program.compile(outputs, new Scratch(1), Graph.Inputs.MAY_FAIL);
    errors = new RowErrors[outputs.size()];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = new RowErrors();
    }
  }

  DeepProgram(List<TypedExpr> outputs, List<TypedExpr.Input> inputs, RowSource<T> source) {
    this(outputs, inputs, source, new Place<>());
  }

  @Override
  public void move(T to) {
    place.move(to);
  }

  @Override
  public Block value(int output) {
    if (evaluated != place.number) {
      evaluated = place.number;
      row.move(place.row);
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
