// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** In what form a query has an expression, its first argument. */
enum ExprForm {
  SQL {
    @Override
    Object ofLiteral(CallContext context) {
      return context.getArgumentValue(0, String.class).orElse("null");
    }

    @Override
    Object ofValue(Object value) {
      return value.toString();
    }

    @Override
    Expr read(Object key, SessionContext session, Schema columns) {
      return session.parseSqlExpr((String) key, columns);
    }
  },

  /** DataFusion's. Functions in them are let in as the session's policy says: at first none. */
  BYTES {
    @Override
    Object ofLiteral(CallContext context) {
      return Bytes.wrap(context.getArgumentValue(0, byte[].class).orElseThrow());
    }

    @Override
    Object ofValue(Object value) {
      return Bytes.wrap((byte[]) value);
    }

    @Override
    Expr read(Object key, SessionContext session, Schema columns) {
      return session.decode(((Bytes) key).toArray());
    }
  };

  static ExprForm of(CallContext context) {
    if (!context.getArgumentDataTypes().isEmpty()) {
      if (DynamicCall.isText(context, 0)) {
        return SQL;
      }
      var type = context.getArgumentDataTypes().get(0).getLogicalType();
      if (type.is(LogicalTypeFamily.BINARY_STRING)) {
        return BYTES;
      }
    }
    throw new ValidationException(
        "Cannot evaluate: found neither text nor bytes, expected an expression");
  }

  /** What one that a query spells out is told apart by, and is read from. */
  abstract Object ofLiteral(CallContext context);

  /** The same of one that comes to a task, in the form of the runtime of tables. */
  abstract Object ofValue(Object value);

  /** Throws {@link io.millrace.MillraceException} for what is no expression. */
  abstract Expr read(Object key, SessionContext session, Schema columns);
}
