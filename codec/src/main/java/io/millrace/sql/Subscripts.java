// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.sql.SqlExpressionParser.SubscriptContext;
import java.util.ArrayList;
import java.util.List;

/** Members, elements and slices in brackets. */
final class Subscripts {
  private final ExprBuilder builder;
  private final SourceText source;

  Subscripts(ExprBuilder builder, SourceText source) {
    this.builder = builder;
    this.source = source;
  }

  Expr of(Expr whole, SubscriptContext subscript) {
    boolean slice = subscript.getChildCount() > 1 || opensWithColon(subscript);
    if (slice) {
      if (subscript.lower == null || subscript.upper == null || opensWithColon(subscript)) {
        throw source.error(
            ErrorCode.SYNTAX,
            subscript,
            "Cannot slice: found one bound only, expected both, as in [1:2]");
      }
      Expr stride =
          subscript.stride == null
              ? new Expr.Constant(Literal.of(1L))
              : builder.expr(subscript.stride.expr());
      return new Expr.ScalarCall(
          "array_slice",
          List.of(
              whole,
              builder.expr(subscript.lower.expr()),
              builder.expr(subscript.upper.expr()),
              stride));
    }
    Expr key = builder.expr(subscript.lower.expr());
    boolean text =
        builder.isLiteral(subscript.lower)
            && key instanceof Expr.Constant constant
            && constant.literal().value() instanceof String;
    if (whole instanceof Expr.AggregateCall call && call.function().equals("array_agg") && !text) {
      List<Expr> args = new ArrayList<>(call.args());
      args.add(key);
      return new Expr.AggregateCall(
          "nth_value",
          args,
          call.distinct(),
          call.filter(),
          call.orderBy(),
          call.nullTreatment(),
          null);
    }
    boolean member = text || isMap(builder.typeOf(whole, subscript));
    return new Expr.ScalarCall(member ? "get_field" : "array_element", List.of(whole, key));
  }

  /** A colon that opens a subscript is that of a slice, not of a placeholder. */
  private static boolean opensWithColon(SubscriptContext subscript) {
    return subscript.start.getText().equals(":");
  }

  private static boolean isMap(DataType type) {
    return type != null && type.id() == TypeId.MAP;
  }
}
