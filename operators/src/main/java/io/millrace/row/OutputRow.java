// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;

/**
 * How the results of expressions become a {@code Row}, with values of {@link JavaValues} that are
 * found by name and by position.
 */
@Internal
public final class OutputRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DataType[] types;
  private final JavaValues[] values;
  private final LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();

  public OutputRow(List<String> names, List<DataType> types) {
    this.types = types.toArray(DataType[]::new);
    values = types.stream().map(JavaValues::of).toArray(JavaValues[]::new);
    for (String name : names) {
      if (positions.putIfAbsent(name, positions.size()) != null) {
        throw new MillraceException(
            ErrorCode.NOT_ALLOWED_HERE,
            "Cannot make rows: two columns \"" + name + "\", expected names that differ (AS)");
      }
    }
  }

  public int size() {
    return types.length;
  }

  public TypeInformation<Row> typeInformation() {
    TypeInformation<?>[] fields = new TypeInformation<?>[types.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = values[i].typeInformation();
    }
    return new RowTypeInfo(fields, positions.keySet().toArray(String[]::new));
  }

  /** Row 0 of the blocks; what has no answer becomes null, {@code failed} hears why. */
  public Row read(Block[] results, RowErrors[] errors, Consumer<String> failed) {
    Object[] fields = new Object[types.length];
    for (int i = 0; i < fields.length; i++) {
      if (errors[i].failed(0)) {
        failed.accept(errors[i].message(0));
      } else if (!results[i].isNull(0)) {
        try {
          fields[i] = values[i].read(results[i], 0, types[i]);
        } catch (DateTimeException | ArithmeticException e) {
          failed.accept("no Java value for the result: " + e.getMessage());
        }
      }
    }
    return RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, positions);
  }
}
