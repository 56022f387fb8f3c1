// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.row.TableTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * The columns of an expression in a query, behind its text: a row, whose fields they are, or names
 * and values by turns.
 */
record EvalColumns(Schema schema, ArgumentRow row) implements Serializable {
  /** The argument behind them: behind the row, or behind the last that has a name before it. */
  static int end(List<DataType> args) {
    boolean isOfRow = args.size() > 1 && isRow(args.get(1).getLogicalType());
    return isOfRow ? 2 : args.size() - (args.size() + 1) % 2;
  }

  /**
   * @param end the argument behind them
   */
  static EvalColumns of(CallContext context, int end, TableTypes types) {
    List<DataType> args = context.getArgumentDataTypes();
    if (end == 2 && isRow(args.get(1).getLogicalType())) {
      Schema schema = types.schema(null, args.get(1).getLogicalType());
      return new EvalColumns(schema, ArgumentRow.at(1, schema.fields().size()));
    }
    List<Field> columns = new ArrayList<>();
    for (int name = 1; name < end; name += 2) {
      if (name + 1 == end) {
        throw context.newValidationError(
            "Cannot evaluate: found argument %d without a value, expected a row, or names and"
                + " values by turns",
            name);
      }
      columns.add(types.field(name(context, name), args.get(name + 1).getLogicalType()));
    }
    return new EvalColumns(
        Schema.of(columns.toArray(Field[]::new)), ArgumentRow.of(columns.size(), i -> 2 * i + 2));
  }

  private static boolean isRow(LogicalType type) {
    return type.is(LogicalTypeRoot.ROW) || type.is(LogicalTypeRoot.STRUCTURED_TYPE);
  }

  private static String name(CallContext context, int place) {
    if (context.isArgumentLiteral(place) && !context.isArgumentNull(place)) {
      return context.getArgumentValue(place, String.class).orElseThrow();
    }
    throw context.newValidationError(
        "Cannot evaluate: found argument %d of type %s, expected the name of a column, as in"
            + " 'price', before its value",
        place, context.getArgumentDataTypes().get(place));
  }
}
