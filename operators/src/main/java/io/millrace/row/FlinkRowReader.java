// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowBatch;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.flink.types.Row;

/**
 * Reads {@code Row}s: by name where they have names of columns, else by position (Flink gives rows
 * of an unnamed type the names f0, f1, …). A row made by {@code Row.withNames()} has nulls where it
 * lacks a name.
 */
final class FlinkRowReader implements RowReader<Row> {
  private static final long serialVersionUID = 1L;

  private final InputColumn[] columns;
  private transient volatile Places places;

  /** Where the columns are in rows whose positions have these names. */
  private record Places(Set<String> names, int[] positions) {}

  FlinkRowReader(Schema schema) {
    columns = InputColumn.of(schema);
  }

  @Override
  public void read(Row row, RowBatch batch) {
    Set<String> names = row.getFieldNames(true);
    if (names == null) {
      checkArity(row.getArity());
      for (InputColumn column : columns) {
        column.write(row.getField(column.index()), batch);
      }
    } else if (row.getFieldNames(false) != null) {
      for (InputColumn column : columns) {
        column.write(row.getField(column.field().name()), batch);
      }
    } else {
      int[] positions = positions(names);
      for (int i = 0; i < positions.length; i++) {
        columns[i].write(row.getField(positions[i]), batch);
      }
    }
  }

  /** Rows of one serializer share their names, so that identity is enough to know them again. */
  private int[] positions(Set<String> names) {
    Places known = places;
    if (known == null || known.names != names) {
      known = new Places(names, find(names));
      places = known;
    }
    return known.positions;
  }

  private int[] find(Set<String> names) {
    List<String> order = new ArrayList<>(names);
    int[] positions = new int[columns.length];
    int missing = -1;
    int found = 0;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = order.indexOf(columns[i].field().name());
      if (positions[i] >= 0) {
        found++;
      } else {
        missing = i;
      }
    }
    if (found == 0) {
      checkArity(order.size());
      Arrays.setAll(positions, i -> i);
    } else if (missing >= 0) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "Cannot read row: no field \"" + columns[missing].field().name() + "\" among " + order);
    }
    return positions;
  }

  private void checkArity(int arity) {
    if (arity < columns.length) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot read row by position: it has " + arity + " fields, expected " + columns.length);
    }
  }
}
