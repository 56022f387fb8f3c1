// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.row.TableTypes;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.inference.CallContext;

/**
 * {@code df_eval} of an expression that the query spells out, or of one that is a value, behind
 * whose columns the type of all results stands.
 */
@Internal
public final class EvalFunction extends PlannedFunction {
  private static final long serialVersionUID = 1L;

  @Override
  SqlCall call(CallContext context, TableTypes types) {
    ExprForm form = ExprForm.of(context);
    if (!context.isArgumentLiteral(0)) {
      return DynamicCall.of(context, types, DynamicCall.Answer.VALUE);
    }
    EvalColumns columns = EvalColumns.of(context, context.getArgumentDataTypes().size(), types);
    SessionContext session = SenderContext.current().orElseGet(SessionContext::global);
    try {
      Expr expr = form.read(form.ofLiteral(context), session, columns.schema());
      return FixedCall.of(columns.schema(), expr, columns.row());
    } catch (MillraceException e) {
      throw new ValidationException(e.getMessage(), e);
    }
  }

  /** An expression may be random, and Flink asks before it says which one it is. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
