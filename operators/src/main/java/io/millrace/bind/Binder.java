// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * {@link Expr} to {@link TypedExpr} for one schema: the only place where names are resolved. Throws
 * {@code MillraceException} with UNKNOWN_NAME, TYPE_MISMATCH, NOT_ALLOWED_HERE or
 * UNSUPPORTED_EXPRESSION. Immutable and thread-safe.
 */
@Internal
public final class Binder {
  /** Which tables may qualify a column. */
  private enum Qualifiers {
    OWN,
    ANY_ONE
  }

  private final Schema schema;
  private final Qualifiers qualifiers;
  private final TypedExpr now;

  private Binder(Schema schema, Qualifiers qualifiers, TypedExpr now) {
    this.schema = schema;
    this.qualifiers = qualifiers;
    this.now = now;
  }

  /** Columns may be qualified with the table of the schema. */
  public static Binder over(Schema schema) {
    return new Binder(schema, Qualifiers.OWN, null);
  }

  /** Columns may be qualified with any table, if all that are share it. */
  public Binder withAnyQualifier() {
    return new Binder(schema, Qualifiers.ANY_ONE, now);
  }

  /**
   * What {@code now()}, {@code current_date} and their like are: an expression of type
   * Timestamp(ns, "+00:00"), such as a column behind those of the schema. Without it they are the
   * time of binding.
   */
  public Binder withNow(TypedExpr instant) {
    return new Binder(schema, qualifiers, instant);
  }

  /**
   * Whether a function is {@code now} or its like.
   *
   * @param function its own name
   */
  public static boolean asksForTime(String function) {
    return Clock.isOne(function);
  }

  /** An expression that is evaluated for each row: aggregates and OVER are refused. */
  public TypedExpr bind(Expr expr) {
    return Refused.whole(binding(expr, Binding.Place.ROW).whole(expr));
  }

  /**
   * Expressions that are evaluated for each element of the lists that they {@code unnest}, which is
   * behind the columns and the time.
   */
  public Unnesting bindUnnest(List<Expr> exprs) {
    int columns = schema.fields().size();
    UnnestBinding lists =
        new UnnestBinding(
            now instanceof TypedExpr.Input time ? Math.max(columns, time.index() + 1) : columns);
    List<TypedExpr> results = new ArrayList<>();
    for (Expr expr : exprs) {
      Binding binding = new Binding(columns(expr), clock(), Binding.Place.ROW, lists);
      results.add(Refused.whole(binding.whole(expr)));
    }
    return new Unnesting(lists.lists().stream().map(Refused::whole).toList(), results);
  }

  /** An expression that is evaluated once for a group of rows and may hold aggregates. */
  public TypedExpr bindAggregate(Expr expr) {
    TypedExpr bound = Refused.whole(binding(expr, Binding.Place.GROUP).whole(expr));
    Aggregation.check(List.of(bound));
    return bound;
  }

  /**
   * The metadata of a column of results, in which that of the input's columns may be handed on.
   *
   * @param bound what {@link #bind} made of it
   */
  public Map<String, String> metadata(Expr expr, TypedExpr bound) {
    return binding(expr, Binding.Place.ROW).fields().metadata(expr, bound);
  }

  /** An expression over the rows of a window that is evaluated for each and may hold OVER. */
  public TypedExpr bindWindow(Expr expr) {
    return Refused.whole(binding(expr, Binding.Place.WINDOW).whole(expr));
  }

  /**
   * An expression that is evaluated once for the rows of a window and may hold OVER besides
   * aggregates: calls with OVER are over the one row that the aggregates give.
   */
  public TypedExpr bindAggregateWindow(Expr expr) {
    TypedExpr bound = binding(expr, Binding.Place.GROUP_AS_ROW).of(expr);
    Aggregation.check(List.of(bound));
    return bound;
  }

  private Binding binding(Expr expr, Binding.Place place) {
    return new Binding(columns(expr), clock(), place);
  }

  private Columns columns(Expr expr) {
    return qualifiers == Qualifiers.OWN ? Columns.of(schema) : Columns.ofAnyTable(schema, expr);
  }

  private Clock clock() {
    return now == null ? Clock.ofBinding() : new Clock(now);
  }
}
