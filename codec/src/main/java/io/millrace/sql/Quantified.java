// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code x op ANY(list)} and {@code x op ALL(list)} in the functions DataFusion says them with. */
record Quantified(Expr needle, Operator operator, Quantifier quantifier, Expr list) {
  enum Quantifier {
    ANY,
    ALL
  }

  private static final Expr TRUE = new Expr.Constant(Literal.TRUE);
  private static final Expr FALSE = new Expr.Constant(Literal.FALSE);
  private static final Expr UNKNOWN = new Expr.Constant(new Literal(DataType.BOOLEAN, null));
  private static final Expr ZERO = new Expr.Constant(new Literal(DataType.UINT64, 0L));

  static boolean supports(Operator operator) {
    return operator.kind() == Operator.Kind.COMPARISON;
  }

  Expr expr() {
    return quantifier == Quantifier.ALL ? all(needle, operator, list) : any(needle, operator, list);
  }

  /** What is said so, unless it is a choice of somebody else. */
  static Optional<Quantified> said(Expr.Case choice) {
    List<Expr.Case.WhenThen> branches = choice.branches();
    Quantifier quantifier = branches.size() == 2 ? Quantifier.ANY : Quantifier.ALL;
    if (branches.size() != 2 && branches.size() != 5) {
      return Optional.empty();
    }
    Expr list = tested(branches.get(quantifier == Quantifier.ANY ? 1 : 0).when());
    Expr needle =
        quantifier == Quantifier.ANY
            ? lastOperand(branches.get(0).then())
            : tested(branches.get(2).when());
    if (list == null || needle == null) {
      return Optional.empty();
    }
    return Stream.of(Operator.values())
        .filter(Quantified::supports)
        .map(operator -> new Quantified(needle, operator, quantifier, list))
        .filter(each -> each.expr().equals(choice))
        .findFirst();
  }

  private static Expr tested(Expr test) {
    return test instanceof Expr.Is is ? is.expr() : null;
  }

  /** The right side of a comparison, or of both that an OR joins. */
  private static Expr lastOperand(Expr decided) {
    Expr test = decided;
    if (test instanceof Expr.Binary either && either.operator() == Operator.OR) {
      test = either.operands().get(either.operands().size() - 1);
    }
    return test instanceof Expr.Binary comparison && comparison.operands().size() == 2
        ? comparison.operands().get(1)
        : null;
  }

  private static Expr any(Expr needle, Operator operator, Expr list) {
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

  private static Expr all(Expr needle, Operator operator, Expr list) {
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
