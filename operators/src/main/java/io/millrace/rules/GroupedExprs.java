// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.aggregate.Aggregate;
import io.millrace.bind.Rewriting;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions over the rows of a window, taken apart into aggregate calls and what is computed of
 * their results. {@code now()} is the row's inside a call and the window's outside.
 */
final class GroupedExprs {
  private final int columns;
  private final List<TypedExpr.AggregateCall> calls = new ArrayList<>();

  /**
   * @param columns of the schema, followed by now(), event time and row number
   */
  GroupedExprs(int columns) {
    this.columns = columns;
  }

  List<TypedExpr.AggregateCall> calls() {
    return calls;
  }

  /** Results of calls are {@code Input(call)}, now() keeps a place behind all columns. */
  TypedExpr split(TypedExpr expr) {
    return Rewriting.replaced(
        expr,
        node -> {
          if (node instanceof TypedExpr.AggregateCall call) {
            return new TypedExpr.Input(place(ordered(call)), call.type());
          }
          if (node instanceof TypedExpr.Input input) {
            if (input.index() != columns) {
              throw new MillraceException(
                  ErrorCode.NOT_ALLOWED_HERE,
                  "Cannot use a column outside of aggregates: the expression has a window,"
                      + " expected columns as arguments of aggregates");
            }
            return new TypedExpr.Input(Integer.MAX_VALUE, input.type());
          }
          return null;
        });
  }

  /** With now() behind the results of all calls. */
  TypedExpr finished(TypedExpr split) {
    return Rewriting.replaced(
        split,
        node ->
            node instanceof TypedExpr.Input input
                ? new TypedExpr.Input(Math.min(input.index(), calls.size()), input.type())
                : null);
  }

  private int place(TypedExpr.AggregateCall call) {
    int known = calls.indexOf(call);
    if (known >= 0) {
      return known;
    }
    calls.add(call);
    return calls.size() - 1;
  }

  /** Rows count in order of event time, ties in order of their number. */
  private TypedExpr.AggregateCall ordered(TypedExpr.AggregateCall call) {
    if (!call.function().order().isSensitive()) {
      return call;
    }
    Aggregate.Request request = call.request();
    List<Aggregate.OrderKey> keys = new ArrayList<>(request.orderBy());
    List<TypedExpr> orderBy = new ArrayList<>(call.orderBy());
    for (int last = 1; last <= 2; last++) {
      keys.add(new Aggregate.OrderKey(DataType.INT64, true, false));
      orderBy.add(new TypedExpr.Input(columns + last, DataType.INT64));
    }
    return new TypedExpr.AggregateCall(
        call.function(),
        new Aggregate.Request(request.call(), request.distinct(), request.ignoreNulls(), keys),
        call.args(),
        call.filter(),
        orderBy,
        call.type());
  }
}
