// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowValue;
import io.millrace.expr.Field;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.Row;

/** What rows that are made of results look like. Immutable. */
@Internal
public abstract class RowOutput<R> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By name, as who asks for other rows need not have the classes of tables. */
  private static final String ROW_DATA = "org.apache.flink.table.data.RowData";

  public abstract TypeInformation<R> typeInformation();

  /** A handle of {@link FusedWriter#TYPE} that makes a row. */
  abstract MethodHandle writer(List<Result> results);

  /**
   * A writer for one task. What has no answer becomes null.
   *
   * @param values a column each
   * @param failed hears why a value has no answer, or why a row can not be made
   */
  public final RowWriter<R> writer(List<? extends RowValue> values, Consumer<String> failed) {
    List<Result> results = new ArrayList<>();
    values.forEach(value -> results.add(new Result(value, failed)));
    return FusedWriter.of(results, this::writer, failed);
  }

  /**
   * Rows of any type with these columns.
   *
   * @param type {@code Row}, {@code RowData}, a record or another class with properties
   */
  @SuppressWarnings("unchecked")
  public static <R> RowOutput<R> of(Class<R> type, List<Field> columns) {
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
