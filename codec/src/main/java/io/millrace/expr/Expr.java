// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * An expression as it was said: one record for every variant of DataFusion's {@code
 * LogicalExprNode}, nothing resolved, nothing coerced. Immutable; equality is by content. A chain
 * of one operator is one {@link Binary} with many operands, so only true nesting is deep.
 *
 * <p>Java serialization writes an expression as its bytes, by the session that is the thread's
 * sender context, and reads it by the thread's worker context ({@code io.millrace.session}).
 */
@PublicEvolving
public sealed interface Expr extends Operand, java.io.Serializable {
  <R> R accept(ExprVisitor<R> visitor);

  /** The direct sub-expressions, in the order of the wire. */
  default List<Expr> children() {
    return List.of();
  }

  /** {@code relation} is null where the column is not qualified. */
  record Column(String relation, String name) implements Expr {
    public Column {
      Objects.requireNonNull(name);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record Constant(Literal literal) implements Expr {
    public Constant {
      Objects.requireNonNull(literal);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code relation} is null where the alias is not qualified. */
  record Alias(Expr expr, String name, TableReference relation, Map<String, String> metadata)
      implements Expr {
    public Alias {
      Objects.requireNonNull(expr);
      Objects.requireNonNull(name);
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public Alias(Expr expr, String name) {
      this(expr, name, null, Map.of());
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }
  }

  /** The left-deep chain {@code a op b op c …} of one operator; at least two operands. */
  record Binary(Operator operator, List<Expr> operands) implements Expr {
    public Binary {
      Objects.requireNonNull(operator);
      operands = List.copyOf(operands);
      if (operands.size() < 2) {
        throw new IllegalArgumentException("fewer than two operands of " + operator.symbol());
      }
    }

    /** {@code left op right}, joined to {@code left} where that is a chain of the same operator. */
    public static Binary of(Expr left, Operator operator, Expr right) {
      if (left instanceof Binary chain && chain.operator == operator) {
        Expr[] longer = chain.operands.toArray(new Expr[chain.operands.size() + 1]);
        longer[longer.length - 1] = right;
        return new Binary(operator, List.of(longer));
      }
      return new Binary(operator, List.of(left, right));
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return operands;
    }
  }

  /** The postfix tests IS [NOT] NULL, TRUE, FALSE, UNKNOWN. */
  record Is(Test test, Expr expr) implements Expr {
    /** What is tested. */
    public enum Test {
      NULL,
      NOT_NULL,
      TRUE,
      FALSE,
      UNKNOWN,
      NOT_TRUE,
      NOT_FALSE,
      NOT_UNKNOWN
    }

    public Is {
      Objects.requireNonNull(test);
      Objects.requireNonNull(expr);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }
  }

  record Not(Expr expr) implements Expr {
    public Not {
      Objects.requireNonNull(expr);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }
  }

  record Negative(Expr expr) implements Expr {
    public Negative {
      Objects.requireNonNull(expr);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }
  }

  record Between(Expr expr, boolean negated, Expr low, Expr high) implements Expr {
    public Between {
      Objects.requireNonNull(expr);
      Objects.requireNonNull(low);
      Objects.requireNonNull(high);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr, low, high);
    }
  }

  /** LIKE, ILIKE or SIMILAR TO; {@code escape} is null where none was said. */
  record Like(Kind kind, boolean negated, Expr expr, Expr pattern, String escape) implements Expr {
    /** Which of the three. */
    public enum Kind {
      LIKE,
      ILIKE,
      SIMILAR_TO
    }

    public Like {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(expr);
      Objects.requireNonNull(pattern);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr, pattern);
    }
  }

  /** {@code base} is null but for {@code CASE x WHEN}; {@code otherwise} is null without ELSE. */
  record Case(Expr base, List<WhenThen> branches, Expr otherwise) implements Expr {
    /** One branch. */
    public record WhenThen(Expr when, Expr then) {
      public WhenThen {
        Objects.requireNonNull(when);
        Objects.requireNonNull(then);
      }
    }

    public Case {
      branches = List.copyOf(branches);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      Parts parts = new Parts().add(base);
      branches.forEach(branch -> parts.add(branch.when()).add(branch.then()));
      return parts.add(otherwise).list();
    }
  }

  /**
   * CAST or TRY_CAST ({@code safe}); {@code nullable} as the wire says it, which reads an absent
   * one as true.
   */
  record Cast(
      Expr expr, DataType type, boolean safe, boolean nullable, Map<String, String> metadata)
      implements Expr {
    public Cast {
      Objects.requireNonNull(expr);
      Objects.requireNonNull(type);
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static Cast of(Expr expr, DataType type) {
      return new Cast(expr, type, false, true, Map.of());
    }

    public static Cast safe(Expr expr, DataType type) {
      return new Cast(expr, type, true, true, Map.of());
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(expr);
    }
  }

  record InList(Expr expr, List<Expr> list, boolean negated) implements Expr {
    public InList {
      Objects.requireNonNull(expr);
      list = List.copyOf(list);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return new Parts().add(expr).addAll(list).list();
    }
  }

  /**
   * A call of a scalar function by its own (never an alias) name; {@code definition} is null for a
   * function that its name says all of, such as a built-in one.
   */
  record ScalarCall(String function, List<Expr> args, Definition definition) implements Expr {
    public ScalarCall {
      Objects.requireNonNull(function);
      args = List.copyOf(args);
    }

    public ScalarCall(String function, List<Expr> args) {
      this(function, args, null);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return args;
    }
  }

  /** {@code filter}, {@code nullTreatment} and {@code definition} are null where absent. */
  record AggregateCall(
      String function,
      List<Expr> args,
      boolean distinct,
      Expr filter,
      List<SortKey> orderBy,
      NullTreatment nullTreatment,
      Definition definition)
      implements Expr {
    public AggregateCall {
      Objects.requireNonNull(function);
      args = List.copyOf(args);
      orderBy = List.copyOf(orderBy);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return new Parts().addAll(args).add(filter).addKeys(orderBy).list();
    }
  }

  /** {@code aggregate} tells an aggregate used as a window function from a pure window function. */
  record WindowCall(
      String function,
      boolean aggregate,
      List<Expr> args,
      List<Expr> partitionBy,
      List<SortKey> orderBy,
      WindowFrame frame,
      NullTreatment nullTreatment,
      boolean distinct,
      Expr filter,
      Definition definition)
      implements Expr {
    public WindowCall {
      Objects.requireNonNull(function);
      Objects.requireNonNull(frame);
      args = List.copyOf(args);
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return new Parts().addAll(args).addAll(partitionBy).addKeys(orderBy).add(filter).list();
    }
  }

  /** A call of a function that takes {@link Lambda} arguments. */
  record HigherOrderCall(String function, List<Expr> args, Definition definition) implements Expr {
    public HigherOrderCall {
      Objects.requireNonNull(function);
      args = List.copyOf(args);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return args;
    }
  }

  record Lambda(List<String> params, Expr body) implements Expr {
    public Lambda {
      params = List.copyOf(params);
      Objects.requireNonNull(body);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return List.of(body);
    }
  }

  /** A use of a lambda's parameter; {@code field} is null where its type is not known yet. */
  record LambdaVariable(String name, Field field) implements Expr {
    public LambdaVariable {
      Objects.requireNonNull(name);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code *} or {@code t.*}; {@code qualifier} is null for the former. */
  record Wildcard(TableReference qualifier) implements Expr {
    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code id} keeps its sign: {@code $1}; {@code type} and {@code nullable} are null where
   * unknown.
   */
  record Placeholder(String id, DataType type, Boolean nullable, Map<String, String> metadata)
      implements Expr {
    public Placeholder {
      Objects.requireNonNull(id);
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  record Unnest(List<Expr> exprs, boolean outer) implements Expr {
    public Unnest {
      exprs = List.copyOf(exprs);
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return exprs;
    }
  }

  /** GROUPING SETS, CUBE or ROLLUP; for the latter two each set holds one expression. */
  record Grouping(Kind kind, List<List<Expr>> sets) implements Expr {
    /** Which of the three. */
    public enum Kind {
      GROUPING_SETS,
      CUBE,
      ROLLUP
    }

    public Grouping {
      Objects.requireNonNull(kind);
      sets = sets.stream().map(List::copyOf).toList();
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return sets.stream().flatMap(List::stream).toList();
    }
  }

  /**
   * A query in place of a value; its plan stays the bytes it came as.
   *
   * @param column the name of the plan's column, null where it is not known; as it follows from the
   *     plan, it takes no part in equality
   */
  record ScalarSubquery(Bytes plan, List<Expr> outerColumns, String column) implements Expr {
    public ScalarSubquery {
      Objects.requireNonNull(plan);
      outerColumns = List.copyOf(outerColumns);
    }

    public ScalarSubquery(Bytes plan, List<Expr> outerColumns) {
      this(plan, outerColumns, null);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ScalarSubquery that
          && plan.equals(that.plan)
          && outerColumns.equals(that.outerColumns);
    }

    @Override
    public int hashCode() {
      return 31 * plan.hashCode() + outerColumns.hashCode();
    }

    private Object writeReplace() {
      return new SerializedExpr(this);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visit(this);
    }

    @Override
    public List<Expr> children() {
      return outerColumns;
    }
  }
}
