// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.arithmetic.Operators;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Operator;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.kernel.Nulls;
import io.millrace.scalar.Scalar;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether DataFusion declares that an expression may be null: operators may where an operand may,
 * nearly all functions always, however sure their results are.
 */
final class Nullability {
  private static final Scalar SAME = Operators.binary(Operator.IS_NOT_DISTINCT_FROM);

  /** Functions that are null where an argument may be, from that on. */
  private static final Map<String, Integer> STRICT =
      Map.of("date_part", 1, "date_trunc", 1, "round", 0, "strpos", 0);

  /** How far a condition is looked into. */
  private static final int DEEPEST = 32;

  private Nullability() {}

  /**
   * @param inputs the fields of inputs; without any, each may be null
   */
  static boolean of(TypedExpr root, List<Field> inputs) {
    return of(root, inputs, choice -> excludesNull(choice.condition(), choice.then(), inputs, 0));
  }

  /**
   * @param excludes whether a choice has its first result only where that is not null
   */
  private static boolean of(
      TypedExpr root, List<Field> inputs, Predicate<TypedExpr.IfElse> excludes) {
    Deque<TypedExpr> open = new ArrayDeque<>(List.of(root));
    Set<TypedExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      TypedExpr expr = Refused.said(open.pop());
      if (!seen.add(expr)) {
        continue;
      }
      if (isNullable(expr, inputs)) {
        return true;
      }
      if (expr instanceof TypedExpr.IfElse choice) {
        open.push(choice.otherwise());
        if (!excludes.test(choice)) {
          open.push(choice.then());
        }
      } else if (expr instanceof TypedExpr.LambdaCall call) {
        open.push(call.list());
      } else if (expr instanceof TypedExpr.Call call) {
        int first = STRICT.getOrDefault(call.function().name(), 0);
        call.args().subList(first, call.args().size()).forEach(open::push);
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
      return !isOperator(call) && !STRICT.containsKey(call.function().name());
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
  static boolean isOperator(TypedExpr.Call call) {
    return call.function().identity().equals(call.function().name())
        && FunctionNames.find(call.function().name(), FunctionKind.SCALAR).isEmpty();
  }

  /** What is known of an expression where a certain other one is null. */
  private enum Absence {
    NEVER,
    ALWAYS,
    PERHAPS
  }

  /** Whether a condition is true only where an expression, which it names, is not null. */
  private static boolean excludesNull(
      TypedExpr condition, TypedExpr expr, List<Field> inputs, int depth) {
    if (condition instanceof TypedExpr.And and) {
      return and.operands().stream().anyMatch(each -> excludesNull(each, expr, inputs, depth + 1));
    }
    if (condition instanceof TypedExpr.Or or) {
      return or.operands().stream().allMatch(each -> excludesNull(each, expr, inputs, depth + 1));
    }
    if (condition instanceof TypedExpr.Call call && isOperator(call)) {
      if (call.function().equals(Operators.NOT)
          && call.args().get(0) instanceof TypedExpr.IsNull test) {
        return absence(test.arg(), expr, inputs, depth + 1) == Absence.ALWAYS;
      }
      if (call.function().equals(SAME)) {
        Set<Absence> sides = EnumSet.noneOf(Absence.class);
        call.args().forEach(arg -> sides.add(absence(arg, expr, inputs, depth + 1)));
        return sides.equals(EnumSet.of(Absence.NEVER, Absence.ALWAYS));
      }
    }
    return absence(condition, expr, inputs, depth + 1) == Absence.ALWAYS;
  }

  /** As DataFusion finds it: an operand of which nothing is known leaves its operator unknown. */
  private static Absence absence(TypedExpr part, TypedExpr absent, List<Field> inputs, int depth) {
    if (part.equals(absent) || Folding.isNull(part)) {
      return Absence.ALWAYS;
    }
    // Conditions in conditions are not looked into, or each level would multiply what that costs.
    if (!of(part, inputs, choice -> false)) {
      return Absence.NEVER;
    }
    boolean strict =
        part instanceof TypedExpr.Cast
            || part instanceof TypedExpr.InSet
            || (part instanceof TypedExpr.Call call
                && isOperator(call)
                && call.nulls() == Nulls.STRICT);
    if (!strict || depth > DEEPEST) {
      return Absence.PERHAPS;
    }
    Set<Absence> parts = EnumSet.noneOf(Absence.class);
    if (part instanceof TypedExpr.InSet set && set.orNull()) {
      parts.add(Absence.ALWAYS);
    }
    part.children().forEach(child -> parts.add(absence(child, absent, inputs, depth + 1)));
    return Collections.max(parts);
  }
}
