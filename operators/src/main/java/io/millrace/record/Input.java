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
  private final Columns columns = new Columns();
  private boolean loaded;

  Input(RowSource<T> source, Place<T> place, TypedExpr.Input input, Term leaf) {
    reader =
        input.path().isEmpty()
            ? source.reader(new int[] {input.index()})
            : source.memberReader(input.index(), input.path());
    this.place = place;
    columns.add(input.index(), input.type(), leaf);
  }

  /** Where the row at hand is. */
  static final class Place<T> {
    T row;
  }

  /** Forgets the value, because there is another row. */
  void forget() {
    loaded = false;
  }

  /** Reads it unless it is known. */
  void load() {
    if (!loaded) {
      reader.read(place.row, columns);
      loaded = true;
    }
  }
}
