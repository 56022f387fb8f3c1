// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.sql.SqlParser;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** {@link Rule} to {@link BoundRule} for one schema. */
final class RuleBinder {
  static final DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND, "+00:00");
  private static final String TABLE = "events";

  private final Schema schema;
  private final Rules.EventTime eventTime;

  RuleBinder(Schema schema, Rules.EventTime eventTime) {
    this.schema = schema.as(TABLE);
    this.eventTime = eventTime;
  }

  /** The types of a row: the columns, {@code now()}, event time, row number. */
  static List<DataType> rowTypes(Schema schema) {
    List<DataType> types = new ArrayList<>();
    schema.fields().forEach(field -> types.add(field.type()));
    types.add(INSTANT);
    types.add(DataType.INT64);
    types.add(DataType.INT64);
    return types;
  }

  /** Refuses what a rule may not say without event time. */
  void checkTime(Rule rule) {
    if (eventTime == Rules.EventTime.ABSENT) {
      if (rule.effectiveFrom() != null) {
        throw notAllowed("effective_from: events have no event time");
      }
      if (rule.window() != null) {
        throw notAllowed("window: events have no event time");
      }
    }
    if (rule.window() == null && rule.having() != null) {
      throw notAllowed("having: the rule has no window");
    }
  }

  /** With {@code emit} filled in. Throws the codes of decoding, parsing and binding. */
  BoundRule bind(Rule rule) {
    TypedExpr where = rule.where() == null ? null : predicate(rule.where());
    List<TypedExpr> keys = rule.key().stream().map(this::row).toList();
    if (rule.window() == null) {
      TypedExpr value = row(rule.text());
      return new BoundRule(filled(rule, value), where, keys, List.of(), value, null);
    }
    GroupedExprs grouped = new GroupedExprs(schema.fields().size());
    TypedExpr value = grouped.split(group(rule.text()));
    TypedExpr having = rule.having() == null ? null : grouped.split(group(rule.having()));
    if (having != null) {
      checkBoolean("having", having);
    }
    return new BoundRule(
        filled(rule, value),
        where,
        keys,
        grouped.calls(),
        grouped.finished(value),
        having == null ? null : grouped.finished(having));
  }

  private static Rule filled(Rule rule, TypedExpr value) {
    boolean truth = value.type().equals(DataType.BOOLEAN);
    if (rule.emit() == Rule.Emit.TRUE && !truth) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot emit \"true\" of the expression: it is " + value.type() + ", expected Boolean");
    }
    if (rule.emit() != null) {
      return rule;
    }
    return rule.withEmit(truth && rule.having() == null ? Rule.Emit.TRUE : Rule.Emit.ALL);
  }

  private TypedExpr predicate(RuleText text) {
    TypedExpr where = row(text);
    checkBoolean("where", where);
    return where;
  }

  private static void checkBoolean(String field, TypedExpr expr) {
    if (!expr.type().equals(DataType.BOOLEAN)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot use %s: it is %s, expected Boolean".formatted(field, expr.type()));
    }
  }

  private TypedExpr row(RuleText text) {
    Expr expr = expr(text);
    return binder(expr).bind(expr);
  }

  private TypedExpr group(RuleText text) {
    Expr expr = expr(text);
    return binder(expr).bindAggregate(expr);
  }

  private Expr expr(RuleText text) {
    return text instanceof RuleText.Sql sql
        ? SqlParser.over(schema).parse(sql.text())
        : ((RuleText.Encoded) text).expr().expr();
  }

  /** The one qualifier of an expression's columns stands for the table, whatever it is. */
  private Binder binder(Expr expr) {
    TreeSet<String> qualifiers = new TreeSet<>();
    Deque<Expr> rest = new ArrayDeque<>(List.of(expr));
    while (!rest.isEmpty()) {
      Expr next = rest.pop();
      if (next instanceof Expr.Column column && column.relation() != null) {
        qualifiers.add(column.relation());
      }
      next.children().forEach(rest::push);
    }
    if (qualifiers.size() > 1) {
      throw notAllowed("columns of several tables " + qualifiers + ", expected one");
    }
    Schema named = schema.as(qualifiers.isEmpty() ? TABLE : qualifiers.first());
    return Binder.over(named).withNow(new TypedExpr.Input(schema.fields().size(), INSTANT));
  }

  private static MillraceException notAllowed(String found) {
    return new MillraceException(ErrorCode.NOT_ALLOWED_HERE, "Cannot use " + found);
  }
}
