// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Field;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;

/** {@code Row}s whose values are found by name and by position. */
final class FlinkRowOutput extends RowOutput<Row> {
  private static final long serialVersionUID = 1L;

  private final List<Field> columns;

  /** Refuses types that rows can't hold. */
  FlinkRowOutput(List<Field> columns) {
    this.columns = List.copyOf(columns);
    columns.forEach(column -> JavaForm.of(column.type()));
  }

  @Override
  public TypeInformation<Row> typeInformation() {
    return new RowTypeInfo(
        columns.stream()
            .map(column -> JavaForm.of(column.type()).typeInformation())
            .toArray(TypeInformation<?>[]::new),
        columns.stream().map(Field::name).toArray(String[]::new));
  }

  @Override
  MethodHandle writer(List<Result> results) {
    LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();
    List<MethodHandle> cells = new ArrayList<>();
    for (Field column : columns) {
      Result result = results.get(cells.size());
      OutputColumn value = new OutputColumn(result, column, JavaForm.of(column.type()));
      cells.add(FusedWriter.cell(result, cell(cells.size(), value)));
      positions.put(column.name(), positions.size());
    }
    int width = columns.size();
    return FusedWriter.handle(
        () -> new Object[width],
        cells,
        fields -> RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, positions));
  }

  private static CellWriter<Object[]> cell(int at, OutputColumn column) {
    return fields -> fields[at] = column.object();
  }
}
