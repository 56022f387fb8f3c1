// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.bind.TypedExpr;
import io.millrace.column.RowReader;
import io.millrace.column.RowSource;

/**
 * A column that is only read where it is needed, because that may be seldom and reading it is work;
 * or a member of a struct column.
 */
final class Input<T> {
  private final RowReader<T> reader;
  private final Place<T> place;
  private final Term leaf;

  /** The number of the row whose value the leaf has. */
  private long loaded;

  Input(RowSource<T> source, Place<T> place, TypedExpr.Input input) {
    this.place = place;
    leaf = Leaf.of(input.type());
    Leaf cell = (Leaf) leaf;
    reader =
        input.path().isEmpty()
            ? source.reader(new int[] {input.index()}, column -> cell)
            : source.memberReader(input.index(), input.path(), cell);
  }

  Term leaf() {
    return leaf;
  }

  /** Reads it unless it is known. */
  void load() {
    long number = place.number;
    if (loaded != number) {
      reader.read(place.row);
      loaded = number;
    }
  }
}
