// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.bind.TypedExpr;
import io.millrace.column.RowSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * Programs over the same rows, of which each column is read but once, and each subexpression that
 * several have is evaluated but once, whoever needs it; until a program is closed. They are made in
 * microseconds, of classes that all share, and hold some hundred bytes each: for the many that come
 * and go. Confined to one thread.
 */
@Internal
public final class RowPrograms<T> {
  private record Column(int index, List<Integer> path) {}

  private final RowSource<T> source;
  private final Limits limits;
  private final Place<T> place = new Place<>();
  private final Map<Column, Input<T>> inputs = new HashMap<>();
  private final MutualTerms common = new MutualTerms();

  public RowPrograms(RowSource<T> source) {
    this(source, Limits.DEFAULT);
  }

  /**
   * @param limits {@link Limit#BATCH_MILLIS} is that of each expression in each row
   */
  public RowPrograms(RowSource<T> source, Limits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** Moving one of the programs moves them all. */
  public RowProgram<T> compile(List<TypedExpr> outputs) {
    return RowProgram.compile(outputs, source, this, limits);
  }

  /** The row that all programs look at from now on. */
  public void move(T row) {
    place.move(row);
  }

  /** Tells rows apart: how many there were. */
  public long number() {
    return place.number;
  }

  Place<T> place() {
    return place;
  }

  MutualTerms common() {
    return common;
  }

  Input<T> input(TypedExpr.Input input) {
    return inputs.computeIfAbsent(
        new Column(input.index(), input.path()), column -> new Input<>(source, place, input));
  }
}
