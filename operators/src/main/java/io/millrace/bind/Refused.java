// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can not be evaluated has a type all the same: DataFusion refuses it only if it is still
 * there when a branch that no row can take is gone, and some of it only when a row comes to it.
 */
final class Refused {
  private enum When {
    /** Wherever it stands at last. */
    KEPT,
    REACHED
  }

  /**
   * @param of the cast or the call that there is none of; null for others
   */
  private record Reason(MillraceException refusal, When when, TypedExpr of) {}

  /** Whether a row may pass by it. */
  private record Part(TypedExpr expr, boolean conditional) {}

  private Refused() {}

  static TypedExpr ifKept(DataType type, MillraceException refusal) {
    return call(type, new Reason(refusal, When.KEPT, null));
  }

  /** A cast that is refused wherever it stands at last. */
  static TypedExpr cast(TypedExpr.Cast cast, MillraceException refusal) {
    return call(cast.type(), new Reason(refusal, When.KEPT, cast));
  }

  /** Null for what is no cast that is refused. */
  static TypedExpr.Cast cast(TypedExpr expr) {
    return said(expr) instanceof TypedExpr.Cast cast && reason(expr) != null ? cast : null;
  }

  /** The cast or the call that is refused; what is not refused itself. */
  static TypedExpr said(TypedExpr expr) {
    Reason reason = reason(expr);
    return reason == null || reason.of == null ? expr : reason.of;
  }

  /** A call that there is no kernel for, which is refused where a row comes to it. */
  static TypedExpr call(
      Scalar function, List<TypedExpr> args, DataType type, MillraceException refusal) {
    TypedExpr call = new TypedExpr.Call(function, failing(refusal), args, type);
    return call(type, new Reason(refusal, When.REACHED, call));
  }

  private static Kernel failing(MillraceException refusal) {
    return (Kernel.Row)
        (args, row, out) -> {
          throw new EvaluationError(refusal.getMessage());
        };
  }

  private static TypedExpr call(DataType type, Reason reason) {
    Kernel kernel = failing(reason.refusal);
    Scalar function =
        scalar("refused")
            .identity(reason)
            .accepts(Optional::of)
            .returns(type)
            .size(ResultSize.WIDTH)
            .volatility(Volatility.VOLATILE)
            .nullsAsValues()
            .kernel(kernel);
    return new TypedExpr.Call(function, kernel, List.of(), type);
  }

  private static Reason reason(TypedExpr expr) {
    return expr instanceof TypedExpr.Call call
            && call.function().identity() instanceof Reason reason
        ? reason
        : null;
  }

  /** Whether it is refused only when a row comes to it. */
  static boolean isWhereReached(TypedExpr expr) {
    Reason reason = reason(expr);
    return reason != null && reason.when == When.REACHED;
  }

  /** Whether it is of constants only, and is no constant because it fails. */
  static boolean failsForAnyRow(TypedExpr expr) {
    return isWhereReached(expr)
        || (expr instanceof TypedExpr.Call call
            && call.function().volatility() == Volatility.IMMUTABLE
            && call.args().stream().allMatch(TypedExpr.Constant.class::isInstance));
  }

  /** The same with another type; empty for what is not refused. */
  static Optional<TypedExpr> retyped(TypedExpr expr, DataType type) {
    return Optional.ofNullable(reason(expr)).map(reason -> call(type, reason));
  }

  /** The same, but refused wherever it stands at last. */
  static TypedExpr unlessGone(TypedExpr expr) {
    Reason reason = reason(expr);
    return reason == null
        ? expr
        : call(expr.type(), new Reason(reason.refusal, When.KEPT, reason.of));
  }

  /** Throws what it is refused for. */
  static TypedExpr atOnce(TypedExpr expr) {
    Reason reason = reason(expr);
    if (reason != null) {
      throw reason.refusal;
    }
    return expr;
  }

  /** Throws what a part is refused for that may not be kept. */
  static void ifAnyIsKept(TypedExpr root) {
    TypedExpr part =
        Sameness.first(
            root,
            each -> {
              Reason reason = reason(each);
              return reason != null && reason.when == When.KEPT;
            });
    if (part != null) {
      throw reason(part).refusal;
    }
  }

  /** Throws what a part is refused for to which each row comes, or that may not be kept. */
  static TypedExpr whole(TypedExpr root) {
    Deque<Part> open = new ArrayDeque<>(List.of(new Part(root, false)));
    Map<Boolean, Set<TypedExpr>> seen =
        Map.of(
            true, Collections.newSetFromMap(new IdentityHashMap<>()),
            false, Collections.newSetFromMap(new IdentityHashMap<>()));
    while (!open.isEmpty()) {
      Part part = open.pop();
      if (!seen.get(part.conditional).add(part.expr)) {
        continue;
      }
      Reason reason = reason(part.expr);
      if (reason != null && (reason.when == When.KEPT || !part.conditional)) {
        throw reason.refusal;
      }
      List<TypedExpr> children = part.expr.children();
      for (int i = 0; i < children.size(); i++) {
        boolean conditional = part.conditional || (i > 0 && decides(part.expr));
        open.push(new Part(children.get(i), conditional));
      }
    }
    return root;
  }

  /** Whether its first child decides which rows come to the others. */
  private static boolean decides(TypedExpr expr) {
    return expr instanceof TypedExpr.IfElse
        || expr instanceof TypedExpr.And
        || expr instanceof TypedExpr.Or;
  }
}
