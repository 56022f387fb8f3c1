// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import java.util.ArrayList;
import java.util.List;

/** {@code x op ANY(list)} and {@code x op ALL(list)} in the functions DataFusion says them with. */
final class Quantified {
  private static final Expr TRUE = new Expr.Constant(Literal.TRUE);
  private static final Expr FALSE = new Expr.Constant(Literal.FALSE);
  private static final Expr UNKNOWN = new Expr.Constant(new Literal(DataType.BOOLEAN, null));
  private static final Expr ZERO = new Expr.Constant(new Literal(DataType.UINT64, 0L));

  private Quantified() {}

  static boolean supports(Operator operator) {
    return operator.kind() == Operator.Kind.COMPARISON;
  }

  static Expr any(Expr needle, Operator operator, Expr list) {
    if (operator == Operator.EQ) {
      return call("array_has", list, needle);
    }
    Expr min = call("array_min", list);
    Expr max = call("array_max", list);
    Operator mirrored = mirrored(operator);
    Expr decided =
        operator == Operator.NOT_EQ
            ? Expr.Binary.of(
                Expr.Binary.of(min, mirrored, needle),
                Operator.OR,
                Expr.Binary.of(max, mirrored, needle))
            : Expr.Binary.of(isLess(operator) ? max : min, mirrored, needle);
    Expr bound = operator == Operator.NOT_EQ || isLess(operator) ? max : min;
    List<Expr.Case.WhenThen> branches = new ArrayList<>();
    branches.add(new Expr.Case.WhenThen(new Expr.Is(Expr.Is.Test.NOT_NULL, bound), decided));
    branches.add(new Expr.Case.WhenThen(new Expr.Is(Expr.Is.Test.NOT_NULL, list), FALSE));
    return new Expr.Case(null, branches, UNKNOWN);
  }

  static Expr all(Expr needle, Operator operator, Expr list) {
    List<Expr.Case.WhenThen> branches = new ArrayList<>();
    Expr empty = Expr.Binary.of(call("cardinality", list), Operator.EQ, ZERO);
    Expr missing = new Expr.Constant(Literal.NULL);
    branches.add(new Expr.Case.WhenThen(new Expr.Is(Expr.Is.Test.NULL, list), UNKNOWN));
    branches.add(new Expr.Case.WhenThen(empty, TRUE));
    branches.add(new Expr.Case.WhenThen(new Expr.Is(Expr.Is.Test.NULL, needle), UNKNOWN));
    branches.add(new Expr.Case.WhenThen(refuted(needle, operator, list), FALSE));
    Expr position = call("array_position", list, missing, new Expr.Constant(Literal.of(1L)));
    branches.add(new Expr.Case.WhenThen(new Expr.Is(Expr.Is.Test.NOT_NULL, position), UNKNOWN));
    return new Expr.Case(null, branches, TRUE);
  }

  private static Expr refuted(Expr needle, Operator operator, Expr list) {
    if (operator == Operator.NOT_EQ) {
      return call("array_has", list, needle);
    }
    Expr min = call("array_min", list);
    Expr max = call("array_max", list);
    if (operator == Operator.EQ) {
      return new Expr.Not(
          Expr.Binary.of(
              Expr.Binary.of(min, Operator.EQ, needle),
              Operator.AND,
              Expr.Binary.of(max, Operator.EQ, needle)));
    }
    return new Expr.Not(Expr.Binary.of(needle, operator, isLess(operator) ? min : max));
  }

  /** The operator with its sides exchanged. */
  private static Operator mirrored(Operator operator) {
    return switch (operator) {
      case EQ, NOT_EQ -> operator;
      case LT -> Operator.GT;
      case LT_EQ -> Operator.GT_EQ;
      case GT -> Operator.LT;
      case GT_EQ -> Operator.LT_EQ;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static boolean isLess(Operator operator) {
    return operator == Operator.LT || operator == Operator.LT_EQ;
  }

  private static Expr call(String function, Expr... args) {
    return new Expr.ScalarCall(function, List.of(args));
  }
}
