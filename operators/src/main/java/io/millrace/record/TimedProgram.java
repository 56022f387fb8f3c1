// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.Limits;
import io.millrace.column.RowValue;
import java.util.List;

/** A program whose expressions have a deadline in each row. */
final class TimedProgram<T> extends RowProgram<T> {
  private final RowProgram<T> inner;
  private final Limits limits;
  private final List<RowValue> results;

  /** For rows that have a column that can not be read; null until there is one. */
  private TimedProgram<T> unread;

  TimedProgram(RowProgram<T> inner, Limits limits) {
    this.inner = inner;
    this.limits = limits;
    results =
        inner.results().stream().<RowValue>map(value -> new TimedValue(value, limits)).toList();
  }

  @Override
  public RowProgram<T> move(T row) {
    RowProgram<T> moved = inner.move(row);
    if (moved == inner) {
      return this;
    }
    if (unread == null) {
      unread = new TimedProgram<>(moved, limits);
    }
    return unread;
  }

  @Override
  public List<RowValue> results() {
    return results;
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public boolean inBlocks() {
    return inner.inBlocks();
  }
}
