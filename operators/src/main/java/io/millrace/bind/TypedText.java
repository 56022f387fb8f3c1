// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.aggregate.Aggregate;
import io.millrace.window.Frame;
import io.millrace.window.OrderKey;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** A text for each typed expression, the same for equal ones only, in this release and later. */
@Internal
public final class TypedText {
  private final StringBuilder text = new StringBuilder();

  /** By what is used more than once, and would be written for each way to it: its place. */
  private final Map<TypedExpr, Integer> written = new IdentityHashMap<>();

  private TypedText() {}

  public static String of(TypedExpr expr) {
    TypedText text = new TypedText();
    text.write(expr);
    return text.text.toString();
  }

  public static String list(List<TypedExpr> exprs) {
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
    } else if (expr instanceof TypedExpr.WindowCall call) {
      return "window" + type + window(call);
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
    return order(key.ascending(), key.nullsFirst());
  }

  private static String order(boolean ascending, boolean nullsFirst) {
    return (ascending ? "asc" : "desc") + (nullsFirst ? " nulls first" : "");
  }

  /** Which of its children is what follows from their numbers. */
  private static String window(TypedExpr.WindowCall call) {
    return quoted(call.function().identity().toString())
        + (call.request().distinct() ? "distinct" : "")
        + (call.request().ignoreNulls() ? "ignore nulls" : "")
        + call.args().size()
        + "by"
        + call.partitionBy().size()
        + call.keys().stream().map(TypedText::order).toList()
        + call.request().frame().units()
        + bound(call.request().frame().start(), call.startLimit())
        + bound(call.request().frame().end(), call.endLimit())
        + (call.filter() == null ? "" : "filter");
  }

  private static String order(OrderKey key) {
    return order(key.ascending(), key.nullsFirst());
  }

  private static String bound(Frame.Bound bound, TypedExpr limit) {
    return "/" + bound.side() + bound.offset() + (limit == null ? "" : "limit");
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
