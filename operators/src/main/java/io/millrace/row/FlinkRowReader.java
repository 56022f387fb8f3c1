// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.CellSink;
import io.millrace.column.RowReader;
import io.millrace.column.RowSink;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.types.Row;

/**
 * Reads {@code Row}s: by name where they have names of columns, else by position (Flink gives rows
 * of an unnamed type the names f0, f1, …). A row made by {@code Row.withNames()} has nulls where it
 * lacks a name.
 */
final class FlinkRowReader implements RowReader<Row> {
  private final List<String> schema;
  private final List<InputColumn> columns;
  private final RowSink sink;
  private final Map<List<Integer>, RowReader<Row>> byPlaces = new HashMap<>();
  private RowReader<Row> byName;
  private Set<String> names;
  private RowReader<Row> byPlace;

  FlinkRowReader(Schema schema, int[] columns, RowSink sink) {
    this.schema = schema.fields().stream().map(Field::name).toList();
    this.columns = InputColumn.of(schema, columns);
    this.sink = sink;
  }

  private CellReader<Row> byName(InputColumn column) {
    String name = column.field().name();
    CellSink cell = sink.cell(column.index());
    return row -> column.write(row.getField(name), cell);
  }

  private CellReader<Row> byPlace(InputColumn column, int place) {
    CellSink cell = sink.cell(column.index());
    return row -> column.write(row.getField(place), cell);
  }

  @Override
  public void read(Row row) {
    if (row.getFieldNames(false) != null) {
      byName().read(row);
      return;
    }
    Set<String> given = row.getFieldNames(true);
    if (given == null) {
      checkArity(row.getArity());
    }
    byPlace(given).read(row);
  }

  /** Rows of one serializer share their names, so that identity is enough to know them again. */
  private RowReader<Row> byPlace(Set<String> given) {
    if (byPlace == null || names != given) {
      List<Integer> places = given == null ? inOrder() : find(given);
      byPlace = byPlaces.computeIfAbsent(places, this::byPlaces);
      names = given;
    }
    return byPlace;
  }

  private RowReader<Row> byPlaces(List<Integer> places) {
    List<CellReader<Row>> cells = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      cells.add(byPlace(columns.get(i), places.get(i)));
    }
    return FusedReader.of(cells);
  }

  private RowReader<Row> byName() {
    if (byName == null) {
      byName = FusedReader.of(columns.stream().map(this::byName).toList());
    }
    return byName;
  }

  private List<Integer> inOrder() {
    return columns.stream().map(InputColumn::index).toList();
  }

  private List<Integer> find(Set<String> given) {
    List<String> order = new ArrayList<>(given);
    if (schema.stream().noneMatch(given::contains)) {
      checkArity(order.size());
      return inOrder();
    }
    for (String name : schema) {
      if (!given.contains(name)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME, "Cannot read row: no field \"" + name + "\" among " + order);
      }
    }
    return columns.stream().map(each -> order.indexOf(each.field().name())).toList();
  }

  private void checkArity(int arity) {
    if (arity < schema.size()) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot read row by position: it has " + arity + " fields, expected " + schema.size());
    }
  }
}
