// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Schema;
import io.millrace.operator.ExprAggregateFunction;
import io.millrace.operator.Expressions;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * What a call of an aggregate asks for.
 *
 * @param row how the columns are among the arguments
 */
record AggregateQuery(
    Schema columns, Expr expr, ArgumentRow row, ExprAggregateFunction<RowData, RowData> function)
    implements Serializable {
  /** Throws {@code ValidationException} for an expression that is wrong for every group. */
  static AggregateQuery of(Schema columns, Expr expr, ArgumentRow row) {
    try {
      return new AggregateQuery(
          columns,
          expr,
          row,
          Expressions.overRowData(columns)
              .aggregateTo(RowData.class, new Expr.Alias(expr, "result")));
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  /** For people. */
  String text() {
    return ExprPrinter.display(expr);
  }

  AggregateQuery keepingRows() {
    return new AggregateQuery(columns, expr, row, function.keepingRows());
  }

  /** NULL where a group has no answer, whatever the columns are. */
  DataType resultType() {
    InternalTypeInfo<RowData> rows = (InternalTypeInfo<RowData>) function.getProducedType();
    return DataTypeUtils.toInternalDataType(rows.toRowType().getTypeAt(0).copy(true));
  }

  /** What tasks evaluate; Flink looks whether it has a method that takes rows back. */
  UserDefinedFunction compiled(List<DataType> arguments) {
    return function.takesBack()
        ? new ChangingAggregate(arguments, this)
        : new GrowingAggregate(arguments, this);
  }

  /** Whether the expression is the same, over the same columns. */
  boolean isSame(AggregateQuery other) {
    return columns.equals(other.columns) && expr.equals(other.expr);
  }
}
