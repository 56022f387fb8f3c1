// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.MessageReader.once;

import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.Payload;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.wire.ExprProto.AggregateUDFExprNode;
import io.millrace.wire.ExprProto.ScalarUDFExprNode;
import io.millrace.wire.ExprProto.WindowExprNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Calls of functions, and lambdas, from their messages; a built-in function by its own name,
 * whichever was sent.
 */
final class CallReader {
  private final MessageReader in;
  private final ExprReader exprs;
  private final TypeReader types;
  private final LiteralReader literals;
  private final UnknownNames unknown;
  private final DefinitionReader definitions;

  CallReader(
      MessageReader in,
      ExprReader exprs,
      TypeReader types,
      LiteralReader literals,
      UnknownNames unknown,
      DefinitionReader definitions) {
    this.unknown = unknown;
    this.definitions = definitions;
    this.in = in;
    this.exprs = exprs;
    this.types = types;
    this.literals = literals;
  }

  private record Plain(String function, List<Expr> args, Definition definition) {}

  Expr scalar() {
    Plain call = plain(FunctionKind.SCALAR);
    return new Expr.ScalarCall(call.function, call.args, call.definition);
  }

  Expr higherOrder() {
    Plain call = plain(FunctionKind.HIGHER_ORDER);
    return new Expr.HigherOrderCall(call.function, call.args, call.definition);
  }

  /** Calls of scalar and higher-order functions have the same fields. */
  private Plain plain(FunctionKind kind) {
    int outer = in.enter();
    String name = "";
    List<Expr> args = new ArrayList<>(3);
    Payload payload = null;
    while (in.next()) {
      switch (in.field()) {
        case ScalarUDFExprNode.FUN_NAME_FIELD_NUMBER -> name = in.string();
        case ScalarUDFExprNode.ARGS_FIELD_NUMBER -> args.add(exprs.node());
        case ScalarUDFExprNode.FUN_DEFINITION_FIELD_NUMBER -> payload = new Payload(in.payload());
        default -> in.skip();
      }
    }
    in.leave(outer);
    Definition definition = definitions.read(name, kind, payload);
    return new Plain(ownName(name, kind, definition), args, definition);
  }

  Expr aggregate() {
    int outer = in.enter();
    String name = "";
    List<Expr> args = new ArrayList<>(2);
    boolean distinct = false;
    Expr filter = null;
    List<SortKey> orderBy = new ArrayList<>(1);
    Payload payload = null;
    NullTreatment treatment = null;
    while (in.next()) {
      switch (in.field()) {
        case AggregateUDFExprNode.FUN_NAME_FIELD_NUMBER -> name = in.string();
        case AggregateUDFExprNode.ARGS_FIELD_NUMBER -> args.add(exprs.node());
        case AggregateUDFExprNode.DISTINCT_FIELD_NUMBER -> distinct = in.flag();
        case AggregateUDFExprNode.FILTER_FIELD_NUMBER -> filter = once(filter, exprs.node());
        case AggregateUDFExprNode.ORDER_BY_FIELD_NUMBER -> orderBy.add(sortKey());
        case AggregateUDFExprNode.FUN_DEFINITION_FIELD_NUMBER ->
            payload = new Payload(in.payload());
        case AggregateUDFExprNode.NULL_TREATMENT_FIELD_NUMBER -> treatment = treatment();
        default -> in.skip();
      }
    }
    in.leave(outer);
    Definition definition = definitions.read(name, FunctionKind.AGGREGATE, payload);
    return new Expr.AggregateCall(
        ownName(name, FunctionKind.AGGREGATE, definition),
        args,
        distinct,
        filter,
        orderBy,
        treatment,
        definition);
  }

  Expr window() {
    int outer = in.enter();
    String name = null;
    FunctionKind kind = null;
    List<Expr> args = new ArrayList<>(2);
    List<Expr> partitionBy = new ArrayList<>(2);
    List<SortKey> orderBy = new ArrayList<>(2);
    WindowFrame frame = null;
    Payload payload = null;
    NullTreatment treatment = null;
    boolean distinct = false;
    Expr filter = null;
    int unknown = 0;
    while (in.next()) {
      switch (in.field()) {
        case WindowExprNode.UDAF_FIELD_NUMBER -> {
          name = once(name, in.string());
          kind = FunctionKind.AGGREGATE;
        }
        case WindowExprNode.UDWF_FIELD_NUMBER -> {
          name = once(name, in.string());
          kind = FunctionKind.WINDOW;
        }
        case WindowExprNode.EXPRS_FIELD_NUMBER -> args.add(exprs.node());
        case WindowExprNode.PARTITION_BY_FIELD_NUMBER -> partitionBy.add(exprs.node());
        case WindowExprNode.ORDER_BY_FIELD_NUMBER -> orderBy.add(sortKey());
        case WindowExprNode.WINDOW_FRAME_FIELD_NUMBER -> frame = once(frame, frame());
        case WindowExprNode.FUN_DEFINITION_FIELD_NUMBER -> payload = new Payload(in.payload());
        case WindowExprNode.NULL_TREATMENT_FIELD_NUMBER -> treatment = treatment();
        case WindowExprNode.DISTINCT_FIELD_NUMBER -> distinct = in.flag();
        case WindowExprNode.FILTER_FIELD_NUMBER -> filter = once(filter, exprs.node());
        default -> {
          unknown = Refusal.unknown(unknown, in.field());
          in.skip();
        }
      }
    }
    in.leave(outer);
    if (name == null) {
      throw Refusal.noVariant("WindowExprNode", unknown);
    }
    if (frame == null) {
      throw Refusal.lacks("WindowExprNode", "window_frame");
    }
    Definition definition = definitions.read(name, kind, payload);
    return new Expr.WindowCall(
        ownName(name, kind, definition),
        kind == FunctionKind.AGGREGATE,
        args,
        partitionBy,
        orderBy,
        frame,
        treatment,
        distinct,
        filter,
        definition);
  }

  private SortKey sortKey() {
    int outer = in.enter();
    Expr expr = null;
    boolean ascending = false;
    boolean nullsFirst = false;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.SortExprNode.EXPR_FIELD_NUMBER -> expr = once(expr, exprs.node());
        case ExprProto.SortExprNode.ASC_FIELD_NUMBER -> ascending = in.flag();
        case ExprProto.SortExprNode.NULLS_FIRST_FIELD_NUMBER -> nullsFirst = in.flag();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new SortKey(ExprReader.present(expr, "expr"), ascending, nullsFirst);
  }

  Expr lambda() {
    int outer = in.enter();
    List<String> params = new ArrayList<>(2);
    Expr body = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.Lambda.PARAMS_FIELD_NUMBER -> params.add(in.string());
        case ExprProto.Lambda.BODY_FIELD_NUMBER -> body = once(body, exprs.node());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Lambda(params, ExprReader.present(body, "body"));
  }

  Expr lambdaVariable() {
    int outer = in.enter();
    String name = "";
    Field variable = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.LambdaVariable.NAME_FIELD_NUMBER -> name = in.string();
        case ExprProto.LambdaVariable.FIELD_FIELD_NUMBER ->
            variable = once(variable, types.field());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.LambdaVariable(name, variable);
  }

  /** A function that brings its definition keeps its name; any other may have to be known. */
  private String ownName(String name, FunctionKind kind, Definition definition) {
    if (definition != null) {
      return name;
    }
    Optional<String> own = FunctionNames.find(name, kind);
    if (own.isEmpty() && unknown == UnknownNames.KEPT) {
      return name;
    }
    if (own.isEmpty()) {
      String called = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      throw Refusal.unsupported(
          called + " function '" + name + "'", "one of DataFusion 55 or one with its definition");
    }
    return own.get();
  }

  private NullTreatment treatment() {
    return Refusal.constant(NullTreatment.values(), (int) in.integer(), "null treatment");
  }

  private WindowFrame frame() {
    int outer = in.enter();
    WindowFrame.Units units = WindowFrame.Units.ROWS;
    WindowFrame.Bound start = null;
    WindowFrame.Bound end = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.WindowFrame.WINDOW_FRAME_UNITS_FIELD_NUMBER ->
            units =
                Refusal.constant(
                    WindowFrame.Units.values(), (int) in.integer(), "window frame units");
        case ExprProto.WindowFrame.START_BOUND_FIELD_NUMBER -> start = once(start, bound());
        case ExprProto.WindowFrame.BOUND_FIELD_NUMBER -> end = once(end, bound());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (start == null) {
      throw Refusal.lacks("WindowFrame", "start_bound");
    }
    return new WindowFrame(
        units,
        start,
        end == null ? new WindowFrame.Bound(WindowFrame.Direction.CURRENT_ROW, null) : end);
  }

  private WindowFrame.Bound bound() {
    int outer = in.enter();
    WindowFrame.Direction direction = WindowFrame.Direction.CURRENT_ROW;
    Literal offset = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.WindowFrameBound.WINDOW_FRAME_BOUND_TYPE_FIELD_NUMBER ->
            direction =
                Refusal.constant(
                    WindowFrame.Direction.values(), (int) in.integer(), "window frame bound");
        case ExprProto.WindowFrameBound.BOUND_VALUE_FIELD_NUMBER ->
            offset = once(offset, literals.read());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (direction == WindowFrame.Direction.CURRENT_ROW) {
      return new WindowFrame.Bound(direction, null);
    }
    return new WindowFrame.Bound(
        direction, offset == null ? new Literal(DataType.UINT64, null) : offset);
  }
}
