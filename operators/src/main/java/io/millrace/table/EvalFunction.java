// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.row.TableTypes;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.sql.SqlSchema;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * {@code df_eval} of an expression that the query spells out, or of one that is a value, behind
 * whose columns the type of all results stands.
 */
@Internal
public final class EvalFunction extends PlannedFunction {
  private static final long serialVersionUID = 1L;

  @Override
  SqlCall call(CallContext context, TableTypes types) {
    int args = context.getArgumentDataTypes().size();
    if (args == 0 || !isText(context, 0)) {
      throw context.newValidationError("Cannot evaluate: found no text, expected an expression");
    }
    if (!context.isArgumentLiteral(0)) {
      return dynamic(context, args, types);
    }
    EvalColumns columns = EvalColumns.of(context, args, types);
    String sql = context.getArgumentValue(0, String.class).orElse("null");
    return FixedCall.of(columns.schema(), parse(sql, columns.schema()), columns.row());
  }

  private static boolean isText(CallContext context, int place) {
    return context
        .getArgumentDataTypes()
        .get(place)
        .getLogicalType()
        .is(LogicalTypeFamily.CHARACTER_STRING);
  }

  private static DynamicCall dynamic(CallContext context, int args, TableTypes types) {
    Optional<String> type =
        isText(context, args - 1)
            ? context.getArgumentValue(args - 1, String.class)
            : Optional.empty();
    if (args == 1 || type.isEmpty()) {
      throw context.newValidationError(
          "Cannot evaluate an expression that is a value: found no type, expected that of all"
              + " results as the last argument, as in 'BOOLEAN'");
    }
    return new DynamicCall(EvalColumns.of(context, args - 1, types), type(type.get()));
  }

  private static DataType type(String sql) {
    try {
      return SqlSchema.parse("result " + sql).fields().get(0).type();
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  private static Expr parse(String sql, Schema columns) {
    try {
      return SenderContext.current().orElseGet(SessionContext::global).parseSqlExpr(sql, columns);
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  /** An expression may be random. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
