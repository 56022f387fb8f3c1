// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.TypedText;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.types.Rule;
import io.millrace.types.RuleWindow;
import java.nio.charset.StandardCharsets;
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

  /** What rules must have in common to be of one group. */
  String shape() {
    RuleWindow window = rule.window();
    String owner = window.merges() ? rule.id() : "";
    return owner.length()
        + owner
        + (window.merges() && rule.isShadow() ? "shadow " : "")
        + window
        + (where == null ? "" : TypedText.of(where))
        + TypedText.list(keys);
  }

  /** For each of the calls a number that says which it is, in this release and later. */
  List<Long> callNumbers() {
    return calls.stream().map(call -> digest(TypedText.of(call))).toList();
  }

  /** The group of rules of this shape, not 0; two shapes may be given the same one. */
  long shapeNumber() {
    return Math.max(1, digest(shape()) & Long.MAX_VALUE);
  }

  private static long digest(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).sha256().toBuffer().getLong();
  }

  List<DataType> keyTypes() {
    return keys.stream().map(TypedExpr::type).toList();
  }
}
