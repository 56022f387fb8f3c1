// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Expressions over a group of rows, taken apart: the distinct aggregate calls in them, and what is
 * computed from their results, where {@code Input(i)} stands for the result of call {@code i}.
 * Columns outside aggregate calls are refused when it is made.
 */
@Internal
public record Aggregation(List<TypedExpr.AggregateCall> calls, List<TypedExpr> results) {
  public Aggregation {
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  /** Equal calls of all the expressions are one. */
  public static Aggregation of(List<TypedExpr> exprs) {
    throw new AssertionError("to be written: " + exprs);
  }
}
