// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.Answers;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forms of expressions, with what their parts are at the rows of a difference, for which DataFusion
 * does what is not followed. Each says what DataFusion does.
 */
final class Shapes {
  private static final Set<String> MEMBERS = Set.of("get_field", "map_extract");
  private static final Set<String> CONDITIONALS = Set.of("nullif", "coalesce", "nvl", "nvl2");
  private static final Set<String> COMPARING = Set.of("nullif", "greatest", "least");
  private static final Set<String> NEEDLES = Set.of("array_has_any", "array_has_all");
  private static final Set<String> EXTREMES = Set.of("min", "max");
  private static final Set<String> CORRELATIONS = Set.of("corr", "regr_r2");

  /** DataFusion makes OR of so many of a column. */
  private static final int SHORT_LIST = 3;

  private Shapes() {}

  /** CASE, and the functions that are one inside. */
  static boolean isConditional(Expr part) {
    return part instanceof Expr.Case || isCall(part, CONDITIONALS);
  }

  private static boolean isCall(Expr part, Set<String> functions) {
    return part instanceof Expr.ScalarCall call && functions.contains(call.function());
  }

  /** AND, OR, and what is made of them, or of CASE, or a lambda inside. */
  static boolean isOfLogicOrLambda(Parts parts) {
    return isOfLogic(parts) || parts.any(Expr.HigherOrderCall.class::isInstance);
  }

  /** AND, OR, and what is made of them, inside of which something fails for a row. */
  static boolean isOfFailingLogic(Parts parts) {
    return isOfManyRows(parts)
        && parts.any(each -> isLogic(each) && Parts.below(each).skip(1).anyMatch(parts::fails));
  }

  /** AND, OR, and what is made of them, or of CASE, inside. */
  private static boolean isOfLogic(Parts parts) {
    return parts.any(each -> isLogic(each) || isConditional(each));
  }

  private static boolean isLogic(Expr part) {
    return (part instanceof Expr.Binary chain && chain.operator().kind() == Operator.Kind.LOGIC)
        || part instanceof Expr.Between
        || part instanceof Expr.InList;
  }

  /**
   * A member of, or an element put to, what a condition made null: its values are still there. A
   * list that is null but has a length can not be repeated.
   */
  static boolean isInsideOfNull(Parts parts) {
    return parts.any(
            Expr.ScalarCall.class,
            call ->
                (MEMBERS.contains(call.function()) && isMadeNull(call.args().get(0), parts))
                    || (call.function().equals("array_append")
                        && isMadeNull(call.args().get(0), parts))
                    || (call.function().equals("array_concat")
                        && call.args().stream().anyMatch(each -> isMadeNull(each, parts)))
                    || (call.function().equals("flatten")
                        && parts.has(call.args().get(0), Shapes::hasNull))
                    || (call.function().equals("array_prepend")
                        && isMadeNull(call.args().get(1), parts)))
        || parts.any(
            Expr.Binary.class,
            chain ->
                chain.operator() == Operator.STRING_CONCAT
                    && chain.operands().stream().anyMatch(each -> isMadeNull(each, parts)));
  }

  private static boolean isMadeNull(Expr part, Parts parts) {
    return isConditional(part)
        && parts.isOf(
            type ->
                switch (type.family()) {
                  case LIST, STRUCT, MAP -> true;
                  case NULL,
                      BOOLEAN,
                      SIGNED,
                      UNSIGNED,
                      FLOAT,
                      DECIMAL,
                      TEXT,
                      BINARY,
                      DATE,
                      TIME,
                      TIMESTAMP,
                      DURATION,
                      INTERVAL,
                      UNION,
                      ENCODED ->
                      false;
                },
            part)
        && parts.hasNull(part);
  }

  /** A computed null list is repeated. */
  static boolean isRepeatedNull(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("array_repeat")
                && !(call.args().get(0) instanceof Expr.Column)
                && parts.isOf(type -> type instanceof DataType.AnyList, call.args().get(0))
                && parts.hasNull(call.args().get(0)));
  }

  private static boolean hasNull(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(each -> each == null);
  }

  /** Lists that do not nest to the same depth are joined. */
  static boolean isOfUnlikeLists(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("array_concat")
                && call.args().stream().map(parts::type).map(Shapes::depth).distinct().count() > 1);
  }

  private static int depth(DataType type) {
    return type instanceof DataType.AnyList list ? 1 + depth(list.item().type()) : 0;
  }

  /** A computed NaN is compared by its bits. */
  static boolean isComparedNaN(Parts parts) {
    return parts.any(
        each -> {
          boolean compares =
              isCall(each, COMPARING)
                  || (each instanceof Expr.AggregateCall call && EXTREMES.contains(call.function()))
                  || (each instanceof Expr.WindowCall call && EXTREMES.contains(call.function()))
                  || each instanceof Expr.InList
                  || each instanceof Expr.Between
                  || (each instanceof Expr.Case choice && choice.base() != null)
                  || (each instanceof Expr.Binary chain
                      && (chain.operator().kind() == Operator.Kind.COMPARISON
                          || chain.operator().kind() == Operator.Kind.DISTINCTION));
          return compares
              && each.children().stream()
                  .anyMatch(
                      part ->
                          !(part instanceof Expr.Column || part instanceof Expr.Constant)
                              && parts.has(part, Double.valueOf(Double.NaN)::equals));
        });
  }

  /** {@code round} of a decimal to constant places, inside of something. */
  static boolean isRoundedDecimal(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("round")
                && call != parts.whole()
                && call.args().size() == 2
                && parts.isOf(DataType::isDecimal, call.args().get(0))
                && Parts.isConstant(call.args().get(1)));
  }

  /** The difference of dates of which one is a Date64. */
  static boolean isDifferenceOfDate64(Parts parts) {
    return parts.any(
        Expr.Binary.class,
        chain ->
            chain.operator() == Operator.MINUS
                && chain.operands().stream().allMatch(each -> parts.isOf(DataType::isDate, each))
                && chain.operands().stream()
                    .anyMatch(each -> parts.isOf(type -> type.id() == TypeId.DATE64, each)));
  }

  /** IN and NOT IN of one value, joined, of which one list varies. */
  static boolean isOfTwoLists(Parts parts) {
    return parts.any(
        Expr.Binary.class,
        chain ->
            chain.operator().kind() == Operator.Kind.LOGIC
                && chain.operands().stream()
                    .filter(each -> each instanceof Expr.InList in && in.negated())
                    .map(Expr.InList.class::cast)
                    .anyMatch(
                        not ->
                            !not.list().stream().allMatch(Parts::isConstant)
                                && chain.operands().stream()
                                    .anyMatch(each -> not.expr().equals(sought(each)))));
  }

  /** Of IN, and of ANY, which is made an IN list; null of others. */
  private static Expr sought(Expr part) {
    if (part instanceof Expr.ScalarCall call && call.function().equals("array_has")) {
      return call.args().get(1);
    }
    return part instanceof Expr.InList in && !in.negated() ? in.expr() : null;
  }

  /** An IN list without columns but in a CASE, which without rows is its last value. */
  static boolean isListOfCases(Parts parts) {
    return parts.any(
        Expr.InList.class,
        in ->
            in.list().size() > (isOfOneType(in, parts) ? SHORT_LIST : 1)
                && in.list().stream().allMatch(Shapes::isConstantWithoutRows)
                && in.list().stream().flatMap(Parts::below).anyMatch(Shapes::isLongCase));
  }

  /** IN, with members that are the same or conditionals. */
  static boolean isOfCommonParts(Parts parts) {
    return parts.any(
            Expr.InList.class,
            in ->
                isRepeated(in.list())
                    || in.list().stream().flatMap(Parts::below).anyMatch(Shapes::isConditional))
        || parts.any(
            Expr.Case.class,
            choice ->
                choice.base() != null
                    && isRepeated(
                        choice.branches().stream().map(Expr.Case.WhenThen::when).toList()));
  }

  private static boolean isRepeated(List<Expr> exprs) {
    return exprs.stream().distinct().count() < exprs.size();
  }

  /** A column that is not cast. */
  private static boolean isOfOneType(Expr.InList in, Parts parts) {
    return in.expr() instanceof Expr.Column
        && in.children().stream().map(parts::type).distinct().count() == 1;
  }

  private static boolean isConstantWithoutRows(Expr part) {
    return isLongCase(part)
        || (isConditional(part) && isConstantWithoutRows(part.children().get(0)))
        || (!(part instanceof Expr.Column)
            && !(part instanceof Expr.LambdaVariable)
            && part.children().stream().allMatch(Shapes::isConstantWithoutRows));
  }

  /** Those of a value, or of two conditions and more. */
  private static boolean isLongCase(Expr part) {
    return part instanceof Expr.Case choice
        ? choice.base() != null || choice.branches().size() > 1
        : isCall(part, Set.of("coalesce")) && part.children().size() > 2;
  }

  /**
   * A CASE of booleans of which something fails: DataFusion makes AND and OR of it, however long it
   * is where all results are written out, as {@code <> ALL} is.
   */
  static boolean isFailingCaseOfBooleans(Parts parts) {
    return parts.any(
        each ->
            isConditional(each)
                && !(each instanceof Expr.Case choice
                    && (choice.base() != null
                        || (choice.branches().size() > 2
                            && !choice.branches().stream()
                                .map(Expr.Case.WhenThen::then)
                                .allMatch(Expr.Constant.class::isInstance))))
                && parts.isOf(type -> type.family() == TypeId.Family.BOOLEAN, each)
                && each.children().stream().flatMap(Parts::below).anyMatch(parts::fails));
  }

  /** Lists that are sought and are null or empty. */
  static boolean isOfEmptyNeedles(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            NEEDLES.contains(call.function())
                && parts.hasNull(call)
                && parts.has(call.args().get(1), list -> list == null || List.of().equals(list)));
  }

  /** The least or greatest of infinities only. */
  static boolean isExtremeOfInfinities(Parts parts) {
    return isOfGroups(parts)
        && parts.any(
            Expr.AggregateCall.class,
            call ->
                EXTREMES.contains(call.function())
                    && parts.has(
                        call, value -> value instanceof Double number && number.isInfinite()));
  }

  /** A correlation that is null. */
  static boolean isNullCorrelation(Parts parts) {
    return isOfGroups(parts)
        && parts.any(
            Expr.AggregateCall.class,
            call -> CORRELATIONS.contains(call.function()) && parts.hasNull(call));
  }

  /** An aggregate of nulls without a type. */
  static boolean isOfNulls(Parts parts) {
    return isOfGroups(parts)
        && parts.any(
            Expr.AggregateCall.class,
            call -> call.args().stream().anyMatch(each -> parts.isOf(DataType::isNull, each)));
  }

  /** An aggregate fails for a row that its FILTER leaves out. */
  static boolean isFilteredFailure(Parts parts) {
    return parts.any(
            Expr.AggregateCall.class, call -> failsBeside(call.filter(), call.args(), parts))
        || parts.any(Expr.WindowCall.class, call -> failsBeside(call.filter(), call.args(), parts));
  }

  private static boolean failsBeside(Expr filter, List<Expr> args, Parts parts) {
    if (filter == null) {
      return false;
    }
    List<Object> kept = parts.values(filter);
    return args.stream()
        .filter(each -> parts.over() != Question.Over.TABLE || Parts.isConstant(each))
        .map(parts::values)
        .anyMatch(
            values ->
                IntStream.range(0, Math.min(kept.size(), values.size()))
                    .anyMatch(
                        row ->
                            values.get(row) instanceof Answers.Failure
                                && !Boolean.TRUE.equals(kept.get(row))));
  }

  /** A call over a window fails that only some rows of a conditional come to. */
  static boolean isFailingCallInCase(Parts parts) {
    return parts.any(
        each ->
            isConditional(each)
                && Parts.below(each)
                    .anyMatch(part -> part instanceof Expr.WindowCall && parts.fails(part)));
  }

  /** A product of decimals of which one is a constant zero. */
  static boolean isProductWithZero(Parts parts) {
    return parts.any(
        Expr.Binary.class,
        chain ->
            chain.operator() == Operator.MULTIPLY
                && chain.operands().stream().allMatch(each -> parts.isOf(DataType::isDecimal, each))
                && chain.operands().stream()
                    .anyMatch(each -> Parts.isConstant(each) && parts.has(each, Shapes::isZero)));
  }

  private static boolean isZero(Object value) {
    return (value instanceof BigInteger number && number.signum() == 0)
        || (value instanceof BigDecimal decimal && decimal.signum() == 0);
  }

  /** The remainder of a decimal by a constant one. */
  static boolean isRemainderOfOne(Parts parts) {
    return parts.any(
        Expr.Binary.class,
        chain ->
            chain.operator() == Operator.MODULO
                && chain.operands().stream().anyMatch(each -> parts.isOf(DataType::isDecimal, each))
                && chain.operands().stream()
                    .skip(1)
                    .anyMatch(each -> Parts.isConstant(each) && isOne(each, parts)));
  }

  private static boolean isOne(Expr part, Parts parts) {
    DataType type = parts.type(part);
    BigInteger one =
        type instanceof DataType.Decimal decimal && decimal.scale() > 0
            ? BigInteger.TEN.pow(decimal.scale())
            : BigInteger.ONE;
    return parts.has(part, value -> one.equals(value) || Long.valueOf(1).equals(value));
  }

  /** A year of nanoseconds is compared. */
  static boolean isOfNoYear(Parts parts) {
    return parts.any(
        each ->
            (each instanceof Expr.InList
                    || each instanceof Expr.Between
                    || (each instanceof Expr.Binary chain
                        && (chain.operator().kind() == Operator.Kind.COMPARISON
                            || chain.operator().kind() == Operator.Kind.DISTINCTION)))
                && each.children().stream()
                    .anyMatch(
                        part ->
                            part instanceof Expr.ScalarCall call
                                && call.function().equals("date_part")
                                && parts.isOf(
                                    type ->
                                        type instanceof DataType.Timestamp time
                                            && time.unit() == TimeUnit.NANOSECOND,
                                    call.args().get(1))));
  }

  /** The field of what is neither column, constant, cast nor call. */
  static boolean isFieldOfOperator(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call -> call.function().equals("arrow_field") && parts.type(call) == null);
  }

  /** The type of a field. */
  static boolean isTypeOfField(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("arrow_typeof")
                && Parts.below(call).anyMatch(each -> isCall(each, Set.of("arrow_field"))));
  }

  /** Something in a lambda fails for any row. */
  static boolean isFailingInLambda(Parts parts) {
    return parts.any(
        Expr.Lambda.class,
        lambda ->
            Parts.below(lambda.body())
                .filter(Shapes::isConditional)
                .flatMap(Parts::below)
                .anyMatch(each -> Parts.isConstant(each) && parts.isRefused(each)));
  }

  /** {@code split_part} at a constant zero, of a CASE that is null. */
  static boolean isPartOfNull(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("split_part")
                && isConditional(call.args().get(0))
                && parts.hasNull(call.args().get(0))
                && Parts.isConstant(call.args().get(2))
                && parts.has(call.args().get(2), Long.valueOf(0)::equals));
  }

  /** {@code bit_xor(DISTINCT …)} of groups. */
  static boolean isOfDistinctBits(Parts parts) {
    return isOfGroups(parts)
        && parts.any(
            Expr.AggregateCall.class, call -> call.distinct() && call.function().equals("bit_xor"));
  }

  /** {@code to_char} of a constant to formats that vary. */
  static boolean isOfFormats(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            call.function().equals("to_char")
                && (Parts.isConstant(call.args().get(0)) || parts.isOfOneValue(call.args().get(0)))
                && !Parts.isConstant(call.args().get(1)));
  }

  /** A list of elements that go together in no type. */
  static boolean isOfUnlikeElements(Parts parts) {
    return parts.any(
        Expr.ScalarCall.class,
        call ->
            Stream.of("make_array", "map").anyMatch(call.function()::equals)
                && parts.type(call) == null);
  }

  static boolean isOfManyRows(Parts parts) {
    return parts.over() != Question.Over.ROW;
  }

  private static boolean isOfGroups(Parts parts) {
    return parts.over() == Question.Over.GROUPS;
  }
}
