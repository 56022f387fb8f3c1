// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.RowValue;
import java.util.List;

/** A program that is a tree of terms over columns that it shares with others. */
final class SharedProgram<T> extends RowProgram<T> {
  private final Place<T> place;
  private final List<RowValue> results;

  SharedProgram(Place<T> place, List<RowValue> results) {
    this.place = place;
    this.results = results;
  }

  @Override
  public RowProgram<T> move(T row) {
    place.move(row);
    return this;
  }

  @Override
  public List<RowValue> results() {
    return results;
  }

  @Override
  public boolean inBlocks() {
    return false;
  }
}
