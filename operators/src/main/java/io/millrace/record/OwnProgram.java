// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowReader;
import java.util.function.Supplier;

/** A program that is a tree of terms of its own classes; what every row needs is read at once. */
final class OwnProgram<T> extends RowProgram<T> {
  private final RowReader<T> reader;
  private final Columns columns;
  private final Load[] before;
  private final BlockTerm[] outputs;

  /** Null if nothing is kept of a row or read later: to know the row costs more than to read it. */
  private final Place<T> place;

  /** For rows that have a column that cannot be read, and may not be needed. */
  private final Supplier<DeepProgram<T>> forFailed;

  private DeepProgram<T> deep;
  private boolean failed;

  OwnProgram(
      RowReader<T> reader,
      Columns columns,
      Load[] before,
      BlockTerm[] outputs,
      Place<T> place,
      Supplier<DeepProgram<T>> forFailed) {
    this.reader = reader;
    this.columns = columns;
    this.before = before;
    this.outputs = outputs;
    this.place = place;
    this.forFailed = forFailed;
  }

  @Override
  public void move(T row) {
    if (place != null) {
      place.move(row);
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
