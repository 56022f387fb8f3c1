// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.arithmetic.BitEquality;
import io.millrace.arithmetic.Negation;
import io.millrace.arithmetic.Operators;
import io.millrace.arithmetic.UnionNulls;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.scalar.Scalar;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.SharedTypes;
import io.millrace.text.Patterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The many forms of what can be said, in the few of {@link TypedExpr}. */
final class Lowering {
  /** Values of an IN over a column that are compared one by one. */
  private static final int MOST_WRITTEN_OUT = 3;

  static final TypedExpr TRUE = new TypedExpr.Constant(Literal.TRUE);
  static final TypedExpr FALSE = new TypedExpr.Constant(Literal.FALSE);

  private Lowering() {}

  static TypedExpr and(List<TypedExpr> operands) {
    return connected(operands, Operator.AND, FALSE, TRUE);
  }

  static TypedExpr or(List<TypedExpr> operands) {
    return connected(operands, Operator.OR, TRUE, FALSE);
  }

  /** A constant that decides, decides wherever it stands; one that does not is dropped. */
  private static TypedExpr connected(
      List<TypedExpr> operands, Operator operator, TypedExpr deciding, TypedExpr neutral) {
    List<TypedExpr> left = new ArrayList<>();
    for (TypedExpr operand : operands) {
      TypedExpr truth = truth(operand, operator.symbol());
      if (operator == Operator.AND && truth instanceof TypedExpr.And inner) {
        left.addAll(inner.operands());
      } else if (operator == Operator.OR && truth instanceof TypedExpr.Or inner) {
        left.addAll(inner.operands());
      } else {
        left.add(truth);
      }
    }
    if (left.contains(deciding)) {
      return deciding;
    }
    left.removeAll(List.of(neutral));
    if (left.isEmpty()) {
      return neutral;
    }
    if (left.size() == 1 || areNull(left)) {
      return left.get(0);
    }
    return operator == Operator.AND ? new TypedExpr.And(left) : new TypedExpr.Or(left);
  }

  private static boolean areNull(List<TypedExpr> exprs) {
    for (TypedExpr expr : exprs) {
      if (!Folding.isNull(expr)) {
        return false;
      }
    }
    return true;
  }

  /** A boolean, or NULL as one. */
  static TypedExpr truth(TypedExpr operand, String where) {
    if (!operand.type().equals(DataType.BOOLEAN) && !operand.type().isNull()) {
      throw Refusal.mismatch(where, "the operand is " + operand.type(), "Boolean");
    }
    return Coercion.cast(operand, DataType.BOOLEAN);
  }

  static TypedExpr not(TypedExpr operand) {
    return Coercion.exact(Operators.NOT, List.of(truth(operand, "NOT")));
  }

  /**
   * DataFusion's optimizer takes the minus sign for the complement of bits and moves it inside, by
   * the laws of De Morgan: {@code -(a & b)} is {@code -a | -b}.
   */
  static TypedExpr negative(TypedExpr operand) {
    TypedExpr negative = Coercion.call(Negation.NEGATIVE, List.of(operand));
    if (!(negative instanceof TypedExpr.Call) || !(operand instanceof TypedExpr.Call call)) {
      return negative;
    }
    boolean and = call.function().equals(Operators.binary(Operator.BITWISE_AND));
    if (and || call.function().equals(Operators.binary(Operator.BITWISE_OR))) {
      Operator dual = and ? Operator.BITWISE_OR : Operator.BITWISE_AND;
      return Coercion.binary(dual, negative(call.args().get(0)), negative(call.args().get(1)));
    }
    return call.function().equals(Negation.NEGATIVE) && operand.type().isInteger()
        ? call.args().get(0)
        : negative;
  }

  static TypedExpr is(Expr.Is.Test test, TypedExpr operand) {
    return switch (test) {
      case NULL -> isNull(operand);
      case NOT_NULL -> not(isNull(operand));
      case UNKNOWN -> isNull(truth(operand, "IS UNKNOWN"));
      case NOT_UNKNOWN -> not(isNull(truth(operand, "IS NOT UNKNOWN")));
      case TRUE -> isTruth(operand, Operator.IS_NOT_DISTINCT_FROM, TRUE);
      case FALSE -> isTruth(operand, Operator.IS_NOT_DISTINCT_FROM, FALSE);
      case NOT_TRUE -> isTruth(operand, Operator.IS_DISTINCT_FROM, TRUE);
      case NOT_FALSE -> isTruth(operand, Operator.IS_DISTINCT_FROM, FALSE);
    };
  }

  private static TypedExpr isTruth(TypedExpr operand, Operator operator, TypedExpr truth) {
    return Coercion.binary(operator, truth(operand, "IS"), truth);
  }

  static TypedExpr isNull(TypedExpr operand) {
    if (operand instanceof TypedExpr.Constant constant) {
      return constant.literal().isNull() ? TRUE : FALSE;
    }
    if (Nullability.isNever(operand)) {
      return FALSE;
    }
    TypedExpr absent = new TypedExpr.IsNull(operand);
    return operand.type() instanceof DataType.Union
        ? ifElse(absent, TRUE, Coercion.exact(UnionNulls.HOLDS_NULL, List.of(operand)))
        : absent;
  }

  static TypedExpr between(TypedExpr value, TypedExpr low, TypedExpr high, boolean negated) {
    Optional<DataType> above = SharedTypes.forComparison(value.type(), low.type());
    Optional<DataType> below = SharedTypes.forComparison(value.type(), high.type());
    Optional<DataType> common =
        above.flatMap(a -> below.flatMap(b -> SharedTypes.forComparison(a, b)));
    DataType type =
        common.orElseThrow(
            () ->
                Refusal.mismatch(
                    "BETWEEN",
                    "the operands are " + Refusal.types(List.of(value, low, high)),
                    "types that go together"));
    TypedExpr cast = Coercion.cast(value, type);
    TypedExpr test =
        low.equals(high)
            ? Coercion.binary(Operator.EQ, cast, Coercion.cast(low, type))
            : and(
                List.of(
                    Coercion.binary(Operator.GT_EQ, cast, Coercion.cast(low, type)),
                    Coercion.binary(Operator.LT_EQ, cast, Coercion.cast(high, type))));
    return negated ? not(test) : test;
  }

  static TypedExpr in(TypedExpr value, List<TypedExpr> list, boolean negated) {
    List<TypedExpr> all = new ArrayList<>(list.size() + 1);
    all.add(value);
    all.addAll(list);
    DataType type =
        Coercion.common(Coercion.types(all), SharedTypes::forComparison)
            .orElseThrow(
                () ->
                    Refusal.mismatch(
                        "IN", "the operands are " + Refusal.types(all), "types that go together"));
    TypedExpr cast = Coercion.cast(value, type);
    List<TypedExpr> members = cast(list, type);
    if (members.stream().allMatch(Folding::isNull)) {
      return Folding.constant(DataType.BOOLEAN, null);
    }
    if (negated && type instanceof DataType.Union) {
      return and(each(Operator.NOT_EQ, cast, members));
    }
    TypedExpr test = member(cast, members);
    return negated ? not(test) : test;
  }

  private static List<TypedExpr> each(Operator operator, TypedExpr value, List<TypedExpr> members) {
    return members.stream().map(member -> Coercion.binary(operator, value, member)).toList();
  }

  private static TypedExpr member(TypedExpr value, List<TypedExpr> members) {
    boolean varies = !constant(members) || value instanceof TypedExpr.Constant;
    if (isWrittenOut(value, members) || (varies && !isFloat(value)) || value.type().isNull()) {
      return or(
          value instanceof TypedExpr.Cast
              ? members.stream().map(each -> Coercion.evaluated(Operator.EQ, value, each)).toList()
              : each(Operator.EQ, value, members));
    }
    return varies ? or(each(value, members)) : set(value, members);
  }

  /** As in DataFusion, where zeros of different signs equal each other but not in sets. */
  private static boolean isWrittenOut(TypedExpr value, List<TypedExpr> members) {
    int most = value instanceof TypedExpr.Input ? MOST_WRITTEN_OUT : 1;
    boolean folds = value instanceof TypedExpr.Constant && constant(members);
    return isFloat(value) && members.size() <= most && !folds;
  }

  private static boolean isFloat(TypedExpr value) {
    return value.type().unwrapped().isFloat();
  }

  /** Zeros of different signs are not the same. */
  private static List<TypedExpr> each(TypedExpr value, List<TypedExpr> members) {
    return members.stream()
        .map(member -> Coercion.exact(BitEquality.SAME, List.of(value, member)))
        .toList();
  }

  private static TypedExpr set(TypedExpr value, List<TypedExpr> members) {
    List<TypedExpr> narrow = Unwrapping.all(value, members);
    if (narrow != null) {
      return set(Unwrapping.cast(value).arg(), narrow);
    }
    Set<Object> values = new HashSet<>();
    boolean orNull = false;
    for (TypedExpr each : members) {
      Object element = Folding.literal(each).value();
      orNull |= element == null;
      if (element != null) {
        values.add(element);
      }
    }
    return new TypedExpr.InSet(value, values, orNull);
  }

  static TypedExpr like(Expr.Like like, TypedExpr value, TypedExpr pattern) {
    String name = like.kind().name().replace('_', ' ');
    boolean escaped = like.escape() != null;
    if (escaped && (like.kind() == Expr.Like.Kind.SIMILAR_TO || !like.escape().equals("\\"))) {
      return Refused.ifKept(
          DataType.BOOLEAN, Refusal.unsupported(name, "it has ESCAPE '" + like.escape() + "'"));
    }
    Scalar function =
        switch (like.kind()) {
          case LIKE -> Patterns.LIKE;
          case ILIKE -> Patterns.ILIKE;
          case SIMILAR_TO -> Patterns.REGEX;
        };
    Optional<DataType> type = OperatorTypes.forLike(value.type(), pattern.type());
    List<TypedExpr> texts = List.of(value, pattern);
    DataType text =
        type.orElseThrow(() -> Refusal.arguments(name, texts, "two texts that go together"));
    TypedExpr test =
        Refused.atOnce(
            Coercion.exact(
                function, List.of(Coercion.cast(value, text), Coercion.cast(pattern, text))));
    boolean wildcards = like.kind() != Expr.Like.Kind.SIMILAR_TO;
    if (wildcards && Folding.isNull(pattern)) {
      return Folding.constant(DataType.BOOLEAN, null);
    }
    if (wildcards && !meets(value.type(), text)) {
      throw Refusal.arguments(name, texts, "a pattern of the type of the dictionary's values");
    }
    return like.negated() ? not(test) : test;
  }

  /** A dictionary of Utf8 is not cast, only its pattern is. */
  private static boolean meets(DataType value, DataType text) {
    return !(value instanceof DataType.Dictionary dictionary)
        || !dictionary.value().equals(DataType.UTF8)
        || text.equals(DataType.UTF8);
  }

  /**
   * DataFusion evaluates a CASE of a value row by row if there is a column in it, however sure its
   * result is.
   *
   * @param base may be null
   * @param otherwise may be null
   */
  static TypedExpr cases(
      TypedExpr base, List<TypedExpr> whens, List<TypedExpr> thens, TypedExpr otherwise) {
    boolean table = constant(whens) && constant(thens) && constant(others(otherwise));
    List<TypedExpr> conditions =
        base == null ? cast(whens, DataType.BOOLEAN) : equalities(base, whens, table);
    List<TypedExpr> results = new ArrayList<>();
    if (otherwise != null) {
      results.add(otherwise);
    }
    results.addAll(thens);
    DataType type = union("CASE", results);
    boolean alone =
        base == null && thens.size() == 1 && (otherwise == null || Folding.isNull(otherwise));
    if (alone && !holdsNulls(type) && thens.get(0) instanceof TypedExpr.Input column) {
      return column;
    }
    TypedExpr result =
        otherwise == null ? Folding.constant(type, null) : Coercion.cast(otherwise, type);
    for (int i = whens.size() - 1; i >= 0; i--) {
      result = branch(conditions.get(i), Coercion.cast(thens.get(i), type), result);
    }
    boolean kept =
        base != null
            && result instanceof TypedExpr.Constant
            && Stream.of(List.of(base), whens, results)
                .flatMap(List::stream)
                .anyMatch(Lowering::isOfRows);
    return kept
        ? new TypedExpr.IfElse(Folding.constant(DataType.BOOLEAN, null), result, result)
        : result;
  }

  /** DataFusion keeps branches whose condition is null, unless nothing varies. */
  private static TypedExpr branch(TypedExpr condition, TypedExpr then, TypedExpr otherwise) {
    boolean kept = isOfRows(then) || isOfRows(otherwise);
    return kept && Folding.isNull(condition)
        ? new TypedExpr.IfElse(condition, then, otherwise)
        : ifElse(condition, then, otherwise);
  }

  private static boolean isOfRows(TypedExpr root) {
    return Sameness.first(
            root,
            part ->
                part instanceof TypedExpr.Input
                    || part instanceof TypedExpr.AggregateCall
                    || part instanceof TypedExpr.WindowCall)
        != null;
  }

  /**
   * Unions and run-ends have no place for nulls of their own: where DataFusion clears rows of a
   * column in one go, nothing becomes of it.
   */
  static boolean holdsNulls(DataType type) {
    return !(type instanceof DataType.Union || type instanceof DataType.RunEndEncoded);
  }

  static DataType union(String where, List<TypedExpr> results) {
    Optional<DataType> type = Coercion.common(Coercion.types(results), SharedTypes::forUnion);
    if (type.isEmpty()) {
      throw Refusal.mismatch(
          where, "the results are " + Refusal.types(results), "types that go together");
    }
    return type.get();
  }

  private static List<TypedExpr> others(TypedExpr otherwise) {
    return otherwise == null ? List.of() : List.of(otherwise);
  }

  private static boolean constant(List<TypedExpr> exprs) {
    for (TypedExpr expr : exprs) {
      if (!(expr instanceof TypedExpr.Constant)) {
        return false;
      }
    }
    return true;
  }

  private static List<TypedExpr> cast(List<TypedExpr> exprs, DataType type) {
    List<TypedExpr> cast = new ArrayList<>(exprs.size());
    for (TypedExpr expr : exprs) {
      cast.add(Coercion.cast(expr, type));
    }
    return cast;
  }

  /**
   * Where all is constant but the base, DataFusion looks its bits up in a table. With a base that
   * is null it evaluates no value to compare it with.
   */
  private static List<TypedExpr> equalities(TypedExpr base, List<TypedExpr> whens, boolean table) {
    List<TypedExpr> all = new ArrayList<>();
    all.add(base);
    all.addAll(whens);
    DataType type =
        Coercion.common(Coercion.types(all), SharedTypes::forComparison)
            .orElseThrow(
                () ->
                    Refusal.mismatch(
                        "CASE", "the values are " + Refusal.types(all), "types that go together"));
    TypedExpr value = Coercion.cast(base, type);
    List<TypedExpr> tests = new ArrayList<>(whens.size());
    for (TypedExpr when : cast(whens, type)) {
      if (Folding.isNull(value)) {
        Refused.ifAnyIsKept(when);
        tests.add(Folding.constant(DataType.BOOLEAN, null));
        continue;
      }
      TypedExpr test =
          table
              ? Coercion.exact(BitEquality.SAME, List.of(value, when))
              : Coercion.evaluated(Operator.EQ, value, when);
      boolean plain = when instanceof TypedExpr.Constant || when instanceof TypedExpr.Input;
      tests.add(plain ? test : and(List.of(not(isNull(value)), test)));
    }
    return tests;
  }

  static TypedExpr ifElse(TypedExpr condition, TypedExpr then, TypedExpr otherwise) {
    if (condition instanceof TypedExpr.Constant) {
      return condition.equals(TRUE) ? then : otherwise;
    }
    return new TypedExpr.IfElse(condition, then, otherwise);
  }
}
