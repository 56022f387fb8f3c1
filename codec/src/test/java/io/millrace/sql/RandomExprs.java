// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import static io.millrace.expr.Exprs.lit;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Expr.Case.WhenThen;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.SortKey;
import io.millrace.expr.TimeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Expressions at random, of the columns of {@link SqlPrinterTest}, that SQL can say. */
final class RandomExprs {
  private static final int DEPTH = 5;

  private final Random random;
  private final String table;

  RandomExprs(Random random, String table) {
    this.random = random;
    this.table = table;
  }

  Expr next() {
    return pick(
        () -> test(DEPTH),
        () -> number(DEPTH),
        () -> text(DEPTH),
        () -> new Expr.Alias(number(DEPTH), name()),
        this::aggregate);
  }

  private Expr test(int depth) {
    if (depth == 0) {
      return pick(() -> column("b"), () -> lit(true), () -> new Expr.Constant(Literal.NULL));
    }
    int next = depth - 1;
    return pick(
        () -> column("b"),
        () -> chain(operator(Operator.AND, Operator.OR), () -> test(next)),
        () -> new Expr.Not(test(next)),
        () -> new Expr.Is(any(Expr.Is.Test.values()), test(next)),
        () -> new Expr.Between(number(next), random.nextBoolean(), number(next), number(next)),
        () -> new Expr.InList(number(next), several(() -> number(next)), random.nextBoolean()),
        () -> like(next),
        () -> chain(comparison(), () -> number(next)),
        () -> chain(comparison(), () -> test(next)),
        () ->
            chain(
                operator(Operator.IS_DISTINCT_FROM, Operator.IS_NOT_DISTINCT_FROM),
                () -> text(next)));
  }

  private Expr like(int depth) {
    Expr.Like.Kind kind = any(Expr.Like.Kind.values());
    String escape = random.nextInt(3) == 0 ? String.valueOf(any('!', '\'', '\\', 'é')) : null;
    return new Expr.Like(kind, random.nextBoolean(), text(depth), text(depth), escape);
  }

  private Operator comparison() {
    return operator(
        Operator.EQ, Operator.NOT_EQ, Operator.LT, Operator.GT_EQ, Operator.REGEX_NOT_I_MATCH);
  }

  private Expr number(int depth) {
    if (depth == 0) {
      return pick(
          () -> column("a"),
          () -> column("f"),
          () -> column("Q x"),
          () -> column("case"),
          () -> lit(random.nextLong() >> random.nextInt(64)),
          () -> lit(finite()),
          () -> new Expr.Constant(Literal.NULL));
    }
    int next = depth - 1;
    return pick(
        () -> column("a"),
        () ->
            chain(
                operator(
                    Operator.PLUS,
                    Operator.MINUS,
                    Operator.MULTIPLY,
                    Operator.DIVIDE,
                    Operator.MODULO),
                () -> number(next)),
        () ->
            chain(
                operator(
                    Operator.BITWISE_AND,
                    Operator.BITWISE_OR,
                    Operator.BITWISE_XOR,
                    Operator.BITWISE_SHIFT_LEFT,
                    Operator.BITWISE_SHIFT_RIGHT),
                () -> number(next)),
        () -> new Expr.Negative(lit(random.nextInt())),
        () -> new Expr.Negative(new Expr.Negative(column("f"))),
        () -> choice(() -> number(next), next),
        () ->
            random.nextBoolean()
                ? Expr.Cast.of(text(next), DataType.INT32)
                : Expr.Cast.safe(text(next), DataType.INT32),
        () -> call("abs", number(next)),
        () -> call("array_element", column("l"), number(next)),
        () -> call("get_field", column("st"), new Expr.Constant(Literal.of("x"))),
        () -> call("date_part", new Expr.Constant(Literal.of("YEAR")), time(next)));
  }

  private double finite() {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isNaN(any) ? random.nextGaussian() : any;
  }

  private Expr choice(Supplier<Expr> value, int depth) {
    boolean based = random.nextBoolean();
    List<WhenThen> branches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      branches.add(new WhenThen(based ? number(depth) : test(depth), value.get()));
    }
    return new Expr.Case(
        based ? number(depth) : null, branches, random.nextBoolean() ? value.get() : null);
  }

  private Expr text(int depth) {
    if (depth == 0) {
      return pick(() -> column("s"), () -> new Expr.Constant(Literal.of(name())));
    }
    int next = depth - 1;
    return pick(
        () -> column("s"),
        () -> chain(Operator.STRING_CONCAT, () -> text(next)),
        () -> choice(() -> text(next), next),
        () -> call("substr", text(next), number(next)),
        () -> Expr.Cast.of(number(next), DataType.UTF8_VIEW));
  }

  private Expr time(int depth) {
    Interval interval =
        new Interval(random.nextInt(), random.nextInt(), random.nextLong() >> random.nextInt(64));
    Expr span = new Expr.Constant(new Literal(DataType.INTERVAL_MONTH_DAY_NANO, interval));
    return pick(
        () -> column("ts"),
        () -> new Expr.Binary(Operator.PLUS, List.of(column("ts"), span)),
        () -> Expr.Cast.of(text(depth), DataType.timestamp(TimeUnit.NANOSECOND, "UTC")));
  }

  private Expr aggregate() {
    List<SortKey> keys = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      keys.add(new SortKey(number(2), random.nextBoolean(), random.nextBoolean()));
    }
    Expr filter = random.nextBoolean() ? test(2) : null;
    return new Expr.AggregateCall(
        "array_agg", List.of(number(3)), random.nextBoolean(), filter, keys, null, null);
  }

  private Expr chain(Operator operator, Supplier<Expr> operand) {
    Expr chain = Expr.Binary.of(operand.get(), operator, operand.get());
    return random.nextInt(3) == 0 ? Expr.Binary.of(chain, operator, operand.get()) : chain;
  }

  private Operator operator(Operator... operators) {
    return any(operators);
  }

  private List<Expr> several(Supplier<Expr> item) {
    List<Expr> items = new ArrayList<>(List.of(item.get()));
    while (random.nextBoolean()) {
      items.add(item.get());
    }
    return items;
  }

  private String name() {
    return any("x", "Übung", "it's", "a \"b\"", "\\", "1", "", "select", "a.b", "line\nfeed");
  }

  private Expr column(String name) {
    return new Expr.Column(table, name);
  }

  private static Expr call(String function, Expr... args) {
    return new Expr.ScalarCall(function, List.of(args));
  }

  @SafeVarargs
  private Expr pick(Supplier<Expr>... ways) {
    return any(ways).get();
  }

  @SafeVarargs
  private <T> T any(T... all) {
    return all[random.nextInt(all.length)];
  }
}
