// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowReader;
import java.util.function.Supplier;

/** A program that is a tree of terms. */
final class TermProgram<T> extends RowProgram<T> {
  private final RowReader<T> reader;
  private final Columns columns;
  private final Input<?>[] others;
  private final Input.Place<T> place;
  private final SharedTerms.Memory[] memories;
  private final Load[] before;
  private final InBlock[] outputs;

  /** Whether there is nothing to be kept of a row: to keep it costs more than to read it. */
  private final boolean simple;

  /** For rows that have a column that cannot be read, and may not be needed. */
  private final Supplier<DeepProgram<T>> forFailed;

  private DeepProgram<T> deep;
  private boolean failed;

  TermProgram(
      Inputs<T> inputs,
      SharedTerms.Memory[] memories,
      Load[] before,
      InBlock[] outputs,
      Supplier<DeepProgram<T>> forFailed) {
    reader = inputs.reader();
    columns = inputs.columns();
    others = inputs.others().toArray(new Input<?>[0]);
    place = inputs.place();
    this.memories = memories;
    this.before = before;
    this.outputs = outputs;
    simple = others.length == 0 && memories.length == 0;
    this.forFailed = forFailed;
  }

  @Override
  public void move(T row) {
    if (!simple) {
      begin(row);
    }
    try {
      reader.read(row, columns);
      failed = false;
    } catch (EvaluationError e) {
      failed = true;
      deep = deep == null ? forFailed.get() : deep;
      deep.move(row);
    }
  }

  private void begin(T row) {
    if (others.length > 0) {
      place.row = row;
    }
    for (Input<?> input : others) {
      input.forget();
    }
    for (SharedTerms.Memory memory : memories) {
      memory.forget();
    }
  }

  @Override
  public Block value(int output) {
    if (failed) {
      return deep.value(output);
    }
    if (before[output] != null) {
      before[output].run();
    }
    return outputs[output].block();
  }

  @Override
  public boolean isTrue(int output) {
    if (failed) {
      return deep.isTrue(output);
    }
    if (before[output] != null) {
      before[output].run();
    }
    return outputs[output].isTrue();
  }

  @Override
  public boolean inBlocks() {
    return false;
  }
}
