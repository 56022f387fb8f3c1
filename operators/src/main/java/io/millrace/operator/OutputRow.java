// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;

/**
 * How the results of expressions become a {@code Row}, by position, in the values of {@link
 * JavaValues}.
 */
record OutputRow(List<String> names, List<DataType> types) implements Serializable {
  OutputRow {
    names = List.copyOf(names);
    types = List.copyOf(types);
  }

  TypeInformation<Row> typeInformation() {
    return new RowTypeInfo(
        types.stream()
            .map(type -> JavaValues.of(type).typeInformation())
            .toArray(TypeInformation<?>[]::new),
        names.toArray(String[]::new));
  }

  /**
   * Row 0 of the blocks; a failed row becomes null and is counted, or fails with the first error.
   */
  Row read(Block[] results, RowErrors[] errors, RowExpressions<?> expressions, Errors counter) {
    Row row = new Row(types.size());
    for (int i = 0; i < types.size(); i++) {
      if (errors[i].failed(0)) {
        counter.count(expressions, i, errors[i].message(0));
      } else {
        Object value = Cells.get(results[i], 0, types.get(i));
        row.setField(
            i, value == null ? null : JavaValues.of(types.get(i)).fromLiteral(value, types.get(i)));
      }
    }
    return row;
  }
}
