// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowErrors;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** {@code RowData}, as the runtime of the Table API has it. */
final class RowDataOutput implements RowOutput<RowData> {
  private static final long serialVersionUID = 1L;

  private final List<Field> columns;

  /** Refuses types that tables don't have. */
  RowDataOutput(List<Field> columns) {
    this.columns = List.copyOf(columns);
    columns.forEach(TableValue::of);
  }

  @Override
  public TypeInformation<RowData> typeInformation() {
    return InternalTypeInfo.of(
        RowType.of(
            columns.stream()
                .map(column -> TableValue.of(column).type())
                .toArray(LogicalType[]::new),
            columns.stream().map(Field::name).toArray(String[]::new)));
  }

  @Override
  public RowWriter<RowData> writer(RowErrors[] errors, Consumer<String> failed) {
    List<CellWriter<GenericRowData>> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(cell(cells.size(), TableValue.of(column))));
    int width = columns.size();
    Function<GenericRowData, RowData> done = row -> row;
    return FusedWriter.of(
        () -> new GenericRowData(width), cells, done, new Results(errors, failed));
  }

  private static CellWriter<GenericRowData> cell(int at, TableValue value) {
    return (row, results) -> {
      if (results.has(at)) {
        row.setField(at, value.read(results, at));
      }
    };
  }
}
