// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.wire.ExprProto.AggregateUDFExprNode;
import io.millrace.wire.ExprProto.LogicalExprNode;
import io.millrace.wire.ExprProto.WindowExprNode;
import java.util.List;

/** Messages of function calls. */
final class CallWriter {
  private final ExprWriter exprs;
  private final LiteralWriter literals;
  private final DefinitionWriter definitions;
  private final Separation separation;

  CallWriter(
      ExprWriter exprs,
      LiteralWriter literals,
      DefinitionWriter definitions,
      Separation separation) {
    this.separation = separation;
    this.exprs = exprs;
    this.literals = literals;
    this.definitions = definitions;
  }

  MessageWriter write(Expr.ScalarCall call) {
    return exprs.node(
        LogicalExprNode.SCALAR_UDF_EXPR_FIELD_NUMBER,
        plain(call.function(), FunctionKind.SCALAR, call.args(), call.definition()));
  }

  /** Has the fields of a scalar call. */
  MessageWriter write(Expr.HigherOrderCall call) {
    return exprs.node(
        LogicalExprNode.HIGHER_ORDER_UDF_EXPR_FIELD_NUMBER,
        plain(call.function(), FunctionKind.HIGHER_ORDER, call.args(), call.definition()));
  }

  MessageWriter write(Expr.AggregateCall call) {
    MessageWriter content =
        exprs.message().string(AggregateUDFExprNode.FUN_NAME_FIELD_NUMBER, call.function());
    exprs.addAll(content, AggregateUDFExprNode.ARGS_FIELD_NUMBER, call.args());
    if (call.filter() != null) {
      content.message(AggregateUDFExprNode.FILTER_FIELD_NUMBER, exprs.write(call.filter()));
    }
    exprs.addSortKeys(content, AggregateUDFExprNode.ORDER_BY_FIELD_NUMBER, call.orderBy());
    content.flag(AggregateUDFExprNode.DISTINCT_FIELD_NUMBER, call.distinct());
    definition(
        content,
        AggregateUDFExprNode.FUN_DEFINITION_FIELD_NUMBER,
        call.function(),
        FunctionKind.AGGREGATE,
        call.definition());
    treatment(content, AggregateUDFExprNode.NULL_TREATMENT_FIELD_NUMBER, call.nullTreatment());
    return exprs.node(LogicalExprNode.AGGREGATE_UDF_EXPR_FIELD_NUMBER, content);
  }

  /** DataFusion writes the function's name first, whichever its field. */
  MessageWriter write(Expr.WindowCall call) {
    MessageWriter content =
        exprs
            .message()
            .stringMember(
                call.aggregate()
                    ? WindowExprNode.UDAF_FIELD_NUMBER
                    : WindowExprNode.UDWF_FIELD_NUMBER,
                call.function());
    exprs.addAll(content, WindowExprNode.EXPRS_FIELD_NUMBER, call.args());
    exprs.addAll(content, WindowExprNode.PARTITION_BY_FIELD_NUMBER, call.partitionBy());
    exprs.addSortKeys(content, WindowExprNode.ORDER_BY_FIELD_NUMBER, call.orderBy());
    content.message(WindowExprNode.WINDOW_FRAME_FIELD_NUMBER, frame(call.frame()));
    definition(
        content,
        WindowExprNode.FUN_DEFINITION_FIELD_NUMBER,
        call.function(),
        call.aggregate() ? FunctionKind.AGGREGATE : FunctionKind.WINDOW,
        call.definition());
    treatment(content, WindowExprNode.NULL_TREATMENT_FIELD_NUMBER, call.nullTreatment());
    content.flag(WindowExprNode.DISTINCT_FIELD_NUMBER, call.distinct());
    if (call.filter() != null) {
      content.message(WindowExprNode.FILTER_FIELD_NUMBER, exprs.write(call.filter()));
    }
    return exprs.node(LogicalExprNode.WINDOW_EXPR_FIELD_NUMBER, content);
  }

  private MessageWriter plain(
      String function, FunctionKind kind, List<Expr> args, Definition definition) {
    MessageWriter content =
        exprs.message().string(ExprProto.ScalarUDFExprNode.FUN_NAME_FIELD_NUMBER, function);
    exprs.addAll(content, ExprProto.ScalarUDFExprNode.ARGS_FIELD_NUMBER, args);
    definition(
        content,
        ExprProto.ScalarUDFExprNode.FUN_DEFINITION_FIELD_NUMBER,
        function,
        kind,
        definition);
    return content;
  }

  private void definition(
      MessageWriter content, int field, String function, FunctionKind kind, Definition definition) {
    if (definition != null) {
      definitions
          .write(function, kind, definition)
          .ifPresent(payload -> separation.addPayload(content, field, payload));
    }
  }

  private static void treatment(MessageWriter content, int field, NullTreatment treatment) {
    if (treatment != null) {
      content.integerMember(field, treatment.ordinal());
    }
  }

  private MessageWriter frame(WindowFrame frame) {
    return exprs
        .message()
        .integer(ExprProto.WindowFrame.WINDOW_FRAME_UNITS_FIELD_NUMBER, frame.units().ordinal())
        .message(ExprProto.WindowFrame.START_BOUND_FIELD_NUMBER, bound(frame.start()))
        .message(ExprProto.WindowFrame.BOUND_FIELD_NUMBER, bound(frame.end()));
  }

  private MessageWriter bound(WindowFrame.Bound bound) {
    MessageWriter content =
        exprs
            .message()
            .integer(
                ExprProto.WindowFrameBound.WINDOW_FRAME_BOUND_TYPE_FIELD_NUMBER,
                bound.direction().ordinal());
    if (bound.offset() != null) {
      content.message(
          ExprProto.WindowFrameBound.BOUND_VALUE_FIELD_NUMBER, literals.write(bound.offset()));
    }
    return content;
  }
}
