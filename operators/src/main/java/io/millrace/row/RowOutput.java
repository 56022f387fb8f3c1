// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowErrors;
import io.millrace.expr.Field;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.Row;

/** What rows that are made of results look like. Immutable. */
@Internal
public interface RowOutput<R> extends Serializable {
  /** By name, as who asks for other rows need not have the classes of tables. */
  String ROW_DATA = "org.apache.flink.table.data.RowData";

  TypeInformation<R> typeInformation();

  /**
   * A writer for one task. What has no answer becomes null.
   *
   * @param errors of the results, as they are when a row is written
   * @param failed hears why a value has no answer
   */
  RowWriter<R> writer(RowErrors[] errors, Consumer<String> failed);

  /**
   * Rows of any type with these columns.
   *
   * @param type {@code Row}, {@code RowData}, a record or another class with properties
   */
  @SuppressWarnings("unchecked")
  static <R> RowOutput<R> of(Class<R> type, List<Field> columns) {
    Set<String> names = new HashSet<>();
    for (Field column : columns) {
      if (!names.add(column.name())) {
        throw new MillraceException(
            ErrorCode.NOT_ALLOWED_HERE,
            "Cannot make rows: two columns \""
                + column.name()
                + "\", expected names that differ (AS)");
      }
    }
    if (type == Row.class) {
      return (RowOutput<R>) new FlinkRowOutput(columns);
    }
    if (type.getName().equals(ROW_DATA)) {
      return (RowOutput<R>) new RowDataOutput(columns);
    }
    return new PojoOutput<>(type, columns);
  }
}
