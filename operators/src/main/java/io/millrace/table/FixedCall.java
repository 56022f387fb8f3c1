// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.BoundDepth;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Schema;
import io.millrace.operator.ExprMapFunction;
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
 * A call of which the query says the expression.
 *
 * @param text of the expression, for people
 * @param isDeterministic whether its value follows from the arguments
 * @param row how the columns are among the arguments
 */
record FixedCall(
    String text,
    ExprMapFunction<RowData, RowData> function,
    boolean isDeterministic,
    ArgumentRow row)
    implements SqlCall, Serializable {
  /** Throws {@code ValidationException} for an expression that is wrong for every row. */
  static FixedCall of(Schema columns, Expr expr, ArgumentRow row) {
    try {
      BoundDepth.check(expr, Limits.DEFAULT);
      ExprMapFunction<RowData, RowData> function =
          Expressions.overRowData(columns).mapTo(RowData.class, new Expr.Alias(expr, "result"));
      return new FixedCall(ExprPrinter.display(expr), function, function.isDeterministic(), row);
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  /** NULL where a row has no answer, whatever the columns are. */
  @Override
  public DataType resultType() {
    InternalTypeInfo<RowData> rows = (InternalTypeInfo<RowData>) function.getProducedType();
    return DataTypeUtils.toInternalDataType(rows.toRowType().getTypeAt(0).copy(true));
  }

  @Override
  public UserDefinedFunction compiled(List<DataType> arguments) {
    return new CompiledFunction(arguments, this);
  }
}
