// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.Answers;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parts of the expression of a question, and what each is here by itself at the rows that a
 * difference is about. Confined to one thread.
 */
final class Parts {
  private final Question.Over over;
  private final List<Integer> rows;
  private final Function<Expr, OwnAnswer> alone;
  private final List<Expr> all = new ArrayList<>();
  private final Map<Expr, OwnAnswer> answers = new IdentityHashMap<>();

  /**
   * @param rows those of interest; null for all
   * @param alone answers a part by itself
   */
  Parts(Expr whole, Question.Over over, List<Integer> rows, Function<Expr, OwnAnswer> alone) {
    this.over = over;
    this.rows = rows;
    this.alone = alone;
    add(whole);
  }

  private void add(Expr part) {
    all.add(part);
    part.children().forEach(this::add);
  }

  Question.Over over() {
    return over;
  }

  Expr whole() {
    return all.get(0);
  }

  boolean any(Predicate<Expr> wanted) {
    return all.stream().anyMatch(wanted);
  }

  <E extends Expr> boolean any(Class<E> kind, Predicate<E> wanted) {
    return all.stream().filter(kind::isInstance).map(kind::cast).anyMatch(wanted);
  }

  /** The part and all below it. */
  static Stream<Expr> below(Expr part) {
    return Stream.concat(Stream.of(part), part.children().stream().flatMap(Parts::below));
  }

  static boolean isConstant(Expr part) {
    return below(part)
        .noneMatch(
            each ->
                each instanceof Expr.Column
                    || each instanceof Expr.LambdaVariable
                    || each instanceof Expr.AggregateCall
                    || each instanceof Expr.WindowCall);
  }

  /** Null if it has none by itself. */
  DataType type(Expr part) {
    return answer(part).type();
  }

  /** Whether it has a type that is so. */
  boolean isOf(Predicate<DataType> kind, Expr part) {
    DataType type = type(part);
    return type != null && kind.test(type.unwrapped());
  }

  /** The values and failures at the rows, or of all groups; none if it has none by itself. */
  List<Object> values(Expr part) {
    List<Object> found = answer(part).rows();
    if (found == null) {
      return List.of();
    }
    boolean ofRows =
        below(part)
            .noneMatch(each -> each instanceof Expr.AggregateCall && over != Question.Over.WINDOW);
    return rows == null || !ofRows
        ? found
        : rows.stream().filter(row -> row < found.size()).<Object>map(found::get).toList();
  }

  /** Whether the value is so at one of the rows. */
  boolean has(Expr part, Predicate<Object> wanted) {
    return values(part).stream().anyMatch(wanted);
  }

  /** As what is folded to a constant. */
  boolean isOfOneValue(Expr part) {
    return values(part).stream().distinct().count() == 1;
  }

  boolean hasNull(Expr part) {
    return has(part, value -> value == null);
  }

  boolean fails(Expr part) {
    return has(part, Answers.Failure.class::isInstance);
  }

  /** Whether it has no values by itself, or fails for each row. */
  boolean isRefused(Expr part) {
    return answer(part).refusal() != null || fails(part);
  }

  private OwnAnswer answer(Expr part) {
    return answers.computeIfAbsent(part, alone);
  }
}
