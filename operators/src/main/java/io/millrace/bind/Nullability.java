// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.arithmetic.Operators;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.kernel.Nulls;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether DataFusion declares that an expression may be null: operators may where an operand may,
 * functions always, however sure their results are.
 */
final class Nullability {
  private Nullability() {}

  /**
   * @param inputs the fields of inputs; without any, each may be null
   */
  static boolean of(TypedExpr root, List<Field> inputs) {
    Deque<TypedExpr> open = new ArrayDeque<>(List.of(root));
    Set<TypedExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      TypedExpr expr = open.pop();
      if (!seen.add(expr)) {
        continue;
      }
      if (isNullable(expr, inputs)) {
        return true;
      }
      if (expr instanceof TypedExpr.IfElse choice) {
        open.push(choice.otherwise());
        if (!excludesNull(choice.condition(), choice.then())) {
          open.push(choice.then());
        }
      } else if (expr instanceof TypedExpr.LambdaCall call) {
        open.push(call.list());
      } else if (!(expr instanceof TypedExpr.IsNull)) {
        expr.children().forEach(open::push);
      }
    }
    return false;
  }

  /** Whether it is never null, whatever the columns are: DataFusion does not evaluate it then. */
  static boolean isNever(TypedExpr root) {
    return !of(root, List.of());
  }

  /** By itself, whatever its operands are. */
  private static boolean isNullable(TypedExpr expr, List<Field> inputs) {
    if (expr instanceof TypedExpr.Constant constant) {
      return constant.literal().isNull();
    } else if (expr instanceof TypedExpr.Input input) {
      return inputs.isEmpty() || isNullable(inputs.get(input.index()), input.path());
    } else if (expr instanceof TypedExpr.Call call) {
      return !isOperator(call);
    } else if (expr instanceof TypedExpr.Cast cast) {
      return cast.safe();
    } else if (expr instanceof TypedExpr.InSet set) {
      return set.orNull();
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      return !(call.type() instanceof DataType.AnyList);
    }
    return expr instanceof TypedExpr.AggregateCall || expr instanceof TypedExpr.WindowCall;
  }

  private static boolean isNullable(Field column, List<Integer> path) {
    Field field = column;
    boolean nullable = field.nullable();
    for (int place : path) {
      field = ((DataType.Struct) field.type()).fields().get(place);
      nullable |= field.nullable();
    }
    return nullable;
  }

  /** Operators have names that no function has. */
  private static boolean isOperator(TypedExpr.Call call) {
    return call.function().identity().equals(call.function().name())
        && FunctionNames.find(call.function().name(), FunctionKind.SCALAR).isEmpty();
  }

  /** Whether a condition is true only where an expression, which it names, is not null. */
  private static boolean excludesNull(TypedExpr condition, TypedExpr expr) {
    if (condition instanceof TypedExpr.And and) {
      return and.operands().stream().anyMatch(each -> excludesNull(each, expr));
    }
    if (condition instanceof TypedExpr.Or or) {
      return or.operands().stream().allMatch(each -> excludesNull(each, expr));
    }
    if (!(condition instanceof TypedExpr.Call call) || !isOperator(call)) {
      return false;
    }
    if (call.function().equals(Operators.NOT)) {
      return call.args().get(0) instanceof TypedExpr.IsNull test && test.arg().equals(expr);
    }
    return call.nulls() == Nulls.STRICT && operands(call).anyMatch(expr::equals);
  }

  private static Stream<TypedExpr> operands(TypedExpr.Call call) {
    return call.args().stream()
        .flatMap(
            arg ->
                arg instanceof TypedExpr.Cast cast ? Stream.of(arg, cast.arg()) : Stream.of(arg));
  }
}
