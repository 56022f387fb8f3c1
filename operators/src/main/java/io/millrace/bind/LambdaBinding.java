// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.function.FunctionKind;
import io.millrace.lambda.HigherOrder;
import io.millrace.lambda.HigherOrderFunctions;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls with a lambda. The body is bound where the parameter is one more input; then what it reads
 * of the row, which are columns, parameters of lambdas around and results of calls over many rows,
 * is captured, so that no other place has to look into a body.
 */
final class LambdaBinding {
  /** As DataFusion calls the field of elements that it makes. */
  private static final String ITEM = "item";

  private LambdaBinding() {}

  /**
   * @param around binds what is outside of the lambda
   */
  static TypedExpr of(Expr.HigherOrderCall said, Binding around) {
    if (said.definition() != null) {
      throw Refusal.definition(said.function(), said.definition());
    }
    HigherOrder function =
        HigherOrderFunctions.find(said.function())
            .orElseThrow(() -> Binding.missing(said.function(), FunctionKind.HIGHER_ORDER));
    List<Expr> args = said.args();
    boolean fits =
        args.size() == 2
            && !(args.get(0) instanceof Expr.Lambda)
            && args.get(1) instanceof Expr.Lambda;
    if (!fits) {
      throw Refusal.notHere(said, "a list and a lambda as its arguments");
    }
    Expr.Lambda lambda = (Expr.Lambda) args.get(1);
    if (lambda.params().size() != 1) {
      throw Refusal.notHere(lambda, "a lambda of one parameter");
    }
    TypedExpr list = list(function, around.of(args.get(0)));
    Field item = ((DataType.AnyList) list.type()).item();
    Field parameter =
        new Field(lambda.params().get(0), item.type(), item.nullable(), item.metadata());
    Binding inside = around.within(parameter);
    TypedExpr body = inside.of(lambda.body());
    boolean nullable = Nullability.of(body, inside.inputs());
    DataType type = function.returns().apply(list.type(), Field.of(ITEM, body.type(), nullable));
    TypedExpr.LambdaCall call = closed(function, list, body, inside.inputs().size() - 1, type);
    TypedExpr failing = Sameness.first(body, Refused::failsForAnyRow);
    if (failing != null && function.results() == HigherOrder.Results.TRUTH) {
      return failingForNothing(call, failing);
    }
    TypedExpr constant = LambdaFolding.of(call, lambda.body(), parameter, around);
    return constant == null ? call : constant;
  }

  /** DataFusion tests no element of an empty list, too, which computes the body's constants. */
  private static TypedExpr failingForNothing(TypedExpr.LambdaCall call, TypedExpr failing) {
    TypedExpr empty = Coercion.call(BuiltIns.scalar("empty").orElseThrow(), List.of(call.list()));
    TypedExpr nothing = Folding.constant(call.type(), null);
    TypedExpr failure = new TypedExpr.IfElse(new TypedExpr.IsNull(failing), nothing, nothing);
    return Lowering.ifElse(empty, failure, call);
  }

  /** Lists with offsets, as which all others are read. */
  private static TypedExpr list(HigherOrder function, TypedExpr given) {
    DataType type = given.type();
    if (type.isNull()) {
      return Coercion.cast(given, new DataType.ListOf(TypeId.LIST, Field.of(ITEM, type)));
    }
    if (!(type instanceof DataType.AnyList any)) {
      throw Refusal.arguments(function.name(), List.of(given), "a list and a lambda");
    }
    boolean large = type.id() == TypeId.LARGE_LIST || type.id() == TypeId.LARGE_LIST_VIEW;
    TypeId id = large ? TypeId.LARGE_LIST : TypeId.LIST;
    return Coercion.cast(given, new DataType.ListOf(id, any.item()));
  }

  /**
   * @param parameter the input that stands for an element
   */
  private static TypedExpr.LambdaCall closed(
      HigherOrder function, TypedExpr list, TypedExpr body, int parameter, DataType type) {
    List<TypedExpr> captured = new ArrayList<>();
    TypedExpr closed = Rewriting.replaced(body, node -> replaced(node, parameter, captured));
    return new TypedExpr.LambdaCall(function, list, captured, closed, type);
  }

  private static TypedExpr replaced(TypedExpr node, int parameter, List<TypedExpr> captured) {
    if (node instanceof TypedExpr.Input input && input.index() == parameter) {
      return new TypedExpr.Input(0, input.path(), input.type());
    }
    boolean ofRow =
        node instanceof TypedExpr.Input
            || node instanceof TypedExpr.AggregateCall
            || node instanceof TypedExpr.WindowCall;
    if (!ofRow) {
      return null;
    }
    int known = captured.indexOf(node);
    if (known < 0) {
      captured.add(node);
    }
    return new TypedExpr.Input(known < 0 ? captured.size() : known + 1, node.type());
  }
}
