// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.TypedText;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.types.Rule;
import io.millrace.types.RuleWindow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule whose expressions are bound. Rows are the columns of the schema, followed by {@code
 * now()}, event time and row number.
 *
 * @param where null for all rows
 * @param calls the distinct aggregate calls of {@code value} and {@code having}, with event time
 *     and row number as last ORDER BY keys where order shows
 * @param value over a row; with a window over the results of {@code calls}, followed by {@code
 *     now()}
 * @param having null where no window is left out; over the same as {@code value}
 */
record BoundRule(
    Rule rule,
    TypedExpr where,
    List<TypedExpr> keys,
    List<TypedExpr.AggregateCall> calls,
    TypedExpr value,
    TypedExpr having) {
  BoundRule {
    keys = List.copyOf(keys);
    calls = List.copyOf(calls);
  }

  /** Whether the same rows always give the same results. */
  boolean isRepeatable() {
    return !value.isVolatile()
        && (having == null || !having.isVolatile())
        && (where == null || !where.isVolatile())
        && keys.stream().noneMatch(TypedExpr::isVolatile)
        && calls.stream().noneMatch(TypedExpr::isVolatile);
  }

  /** What rules must have in common to share accumulators. */
  String shape() {
    RuleWindow window = rule.window();
    String owner = window.merges() ? rule.id() : "";
    return owner.length()
        + owner
        + (window.merges() && rule.isShadow() ? "shadow " : "")
        + window
        + (where == null ? "" : TypedText.of(where))
        + TypedText.list(keys)
        + calls.stream().map(TypedText::of).sorted().toList();
  }

  /** The group of rules of this shape, not 0; two shapes may be given the same one. */
  long shapeNumber() {
    Bytes digest = Bytes.wrap(shape().getBytes(StandardCharsets.UTF_8)).sha256();
    return Math.max(1, digest.toBuffer().getLong() & Long.MAX_VALUE);
  }

  /** For each call its place in the order that all rules of this shape agree on. */
  List<Integer> slots() {
    List<String> texts = calls.stream().map(TypedText::of).toList();
    List<String> sorted = texts.stream().sorted().toList();
    return texts.stream().map(sorted::indexOf).toList();
  }

  /** The calls, each in its slot. */
  List<TypedExpr.AggregateCall> callsBySlot(List<Integer> slots) {
    List<TypedExpr.AggregateCall> ordered = new ArrayList<>(calls);
    for (int i = 0; i < slots.size(); i++) {
      ordered.set(slots.get(i), calls.get(i));
    }
    return ordered;
  }

  /** What a router computes for each row of the group: for each slot arguments, filter, keys. */
  List<TypedExpr> arguments(List<Integer> slots) {
    List<TypedExpr> arguments = new ArrayList<>();
    callsBySlot(slots).forEach(call -> arguments.addAll(arguments(call)));
    return arguments;
  }

  /** A row that a filter leaves out raises no error from what stands behind it. */
  private static List<TypedExpr> arguments(TypedExpr.AggregateCall call) {
    if (call.filter() == null) {
      return call.children();
    }
    return call.children().stream().map(each -> guarded(each, call.filter())).toList();
  }

  private static TypedExpr guarded(TypedExpr expr, TypedExpr filter) {
    if (expr == filter || expr.children().isEmpty()) {
      return expr;
    }
    TypedExpr none = new TypedExpr.Constant(new Literal(expr.type(), null));
    return new TypedExpr.IfElse(filter, expr, none);
  }

  List<DataType> keyTypes() {
    return keys.stream().map(TypedExpr::type).toList();
  }
}
