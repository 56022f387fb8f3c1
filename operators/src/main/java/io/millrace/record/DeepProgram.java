// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BlockValue;
import io.millrace.column.RowErrors;
import io.millrace.column.RowSource;
import io.millrace.column.RowValue;
import io.millrace.compile.Graph;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A program over blocks of one row, for which no expression is too deep. */
final class DeepProgram<T> extends RowProgram<T> {
  private final Place<T> place;
  private final OneRow<T> row;
  private final Program program;
  private final RowErrors[] errors;
  private final List<RowValue> results;
  private Block[] blocks;

  /** The number of the row whose results these are. */
  private long evaluated;

  DeepProgram(
      List<TypedExpr> outputs, List<TypedExpr.Input> inputs, RowSource<T> source, Place<T> place) {
    this.place = place;
    row = new OneRow<>(source, inputs);
    program = Program.compile(outputs, new Scratch(1), Graph.Inputs.MAY_FAIL);
    errors = Stream.generate(RowErrors::new).limit(outputs.size()).toArray(RowErrors[]::new);
    results =
        IntStream.range(0, errors.length)
            .<RowValue>mapToObj(i -> new BlockValue(() -> blocks()[i], errors[i]))
            .toList();
  }

  DeepProgram(List<TypedExpr> outputs, List<TypedExpr.Input> inputs, RowSource<T> source) {
    this(outputs, inputs, source, new Place<>());
  }

  @Override
  public RowProgram<T> move(T to) {
    place.move(to);
    return this;
  }

  @Override
  public List<RowValue> results() {
    return results;
  }

  private Block[] blocks() {
    if (evaluated != place.number) {
      evaluated = place.number;
      row.move(place.row);
      blocks = program.evaluate(row, row.failed, errors);
    }
    return blocks;
  }

  @Override
  public boolean inBlocks() {
    return true;
  }
}
