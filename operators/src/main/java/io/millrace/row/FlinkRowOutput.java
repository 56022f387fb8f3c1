// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowErrors;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;

/** {@code Row}s whose values are found by name and by position. */
final class FlinkRowOutput implements RowOutput<Row> {
  private static final long serialVersionUID = 1L;

  private final List<Field> columns;

  /** Refuses types that rows can't hold. */
  FlinkRowOutput(List<Field> columns) {
    this.columns = List.copyOf(columns);
    columns.forEach(column -> JavaValues.of(column.type()));
  }

  @Override
  public TypeInformation<Row> typeInformation() {
    return new RowTypeInfo(
        columns.stream()
            .map(column -> JavaValues.of(column.type()).typeInformation())
            .toArray(TypeInformation<?>[]::new),
        columns.stream().map(Field::name).toArray(String[]::new));
  }

  @Override
  public RowWriter<Row> writer(RowErrors[] errors, Consumer<String> failed) {
    LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();
    List<CellWriter<Object[]>> cells = new ArrayList<>();
    for (Field column : columns) {
      cells.add(cell(new OutputColumn(cells.size(), column, JavaValues.of(column.type()))));
      positions.put(column.name(), positions.size());
    }
    int width = columns.size();
    return FusedWriter.of(
        () -> new Object[width],
        cells,
        fields -> RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, positions),
        new Results(errors, failed));
  }

  private static CellWriter<Object[]> cell(OutputColumn column) {
    int at = column.index();
    return (fields, results) -> fields[at] = column.object(results);
  }
}
