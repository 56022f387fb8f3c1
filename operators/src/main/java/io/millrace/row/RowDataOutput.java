// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Field;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** {@code RowData}, as the runtime of the Table API has it. */
final class RowDataOutput extends RowOutput<RowData> {
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
  MethodHandle writer(List<Result> results) {
    List<MethodHandle> cells = new ArrayList<>();
    for (Field column : columns) {
      Result result = results.get(cells.size());
      cells.add(FusedWriter.cell(result, cell(cells.size(), TableValue.of(column), result)));
    }
    int width = columns.size();
    Function<GenericRowData, RowData> done = row -> row;
    return FusedWriter.handle(() -> new GenericRowData(width), cells, done);
  }

  private static CellWriter<GenericRowData> cell(int at, TableValue value, Result result) {
    return row -> row.setField(at, value.read(result));
  }
}
