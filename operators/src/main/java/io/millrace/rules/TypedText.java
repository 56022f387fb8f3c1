// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.aggregate.Aggregate;
import io.millrace.bind.TypedExpr;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A text for each typed expression, the same for equal ones only: names and order of groups. */
final class TypedText {
  private final StringBuilder text = new StringBuilder();

  /** By what is used more than once, and would be written for each way to it: its place. */
  private final Map<TypedExpr, Integer> written = new IdentityHashMap<>();

  private TypedText() {}

  static String of(TypedExpr expr) {
    TypedText text = new TypedText();
    text.write(expr);
    return text.text.toString();
  }

  static String list(List<TypedExpr> exprs) {
    TypedText text = new TypedText();
    text.write(exprs);
    return text.text.toString();
  }

  private void write(TypedExpr expr) {
    if (expr.children().isEmpty()) {
      text.append(label(expr)).append("()");
      return;
    }
    Integer known = written.putIfAbsent(expr, written.size());
    if (known != null) {
      text.append("again").append(known).append("()");
      return;
    }
    text.append(label(expr));
    write(expr.children());
  }

  private void write(List<TypedExpr> exprs) {
    text.append('(');
    for (TypedExpr expr : exprs) {
      write(expr);
      text.append(',');
    }
    text.append(')');
  }

  private static String label(TypedExpr expr) {
    String type = quoted(expr.type().toString());
    if (expr instanceof TypedExpr.Constant constant) {
      return "constant" + type + value(constant.literal().value());
    } else if (expr instanceof TypedExpr.Input input) {
      return "input" + type + input.index() + input.path();
    } else if (expr instanceof TypedExpr.Call call) {
      return "call" + type + quoted(call.function().identity().toString());
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      return "lambda" + type + call.function().name() + quoted(of(call.body()));
    } else if (expr instanceof TypedExpr.Cast cast) {
      return (cast.safe() ? "try_cast" : "cast") + type;
    } else if (expr instanceof TypedExpr.InSet set) {
      return "in" + set.orNull() + set.values().stream().map(TypedText::value).sorted().toList();
    } else if (expr instanceof TypedExpr.AggregateCall call) {
      return "aggregate" + type + aggregate(call);
    }
    return expr.getClass().getSimpleName();
  }

  private static String aggregate(TypedExpr.AggregateCall call) {
    return quoted(call.function().identity().toString())
        + (call.request().distinct() ? "distinct" : "")
        + (call.request().ignoreNulls() ? "ignore nulls" : "")
        + call.args().size()
        + (call.filter() == null ? "" : "filter")
        + call.request().orderBy().stream().map(TypedText::order).toList();
  }

  private static String order(Aggregate.OrderKey key) {
    return (key.ascending() ? "asc" : "desc") + (key.nullsFirst() ? " nulls first" : "");
  }

  private static String value(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(TypedText::value).toList().toString();
    }
    return value.getClass().getSimpleName() + quoted(value.toString());
  }

  /** With its length in front, so that no text can look like what follows it. */
  private static String quoted(String text) {
    return "[" + text.length() + ":" + text + "]";
  }
}
