// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.aggregate.Aggregate;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.signature.Signatures;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.JavaForm;
import io.millrace.window.WindowFunction;
import io.millrace.window.WindowFunctions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Users' aggregate functions as the engine declares its own. */
@Internal
public final class UserAggregates {
  /** Kept beside what the function keeps: why a group has no result, and the code of that. */
  private static final List<Field> FAILURE =
      List.of(Field.of("failure", DataType.UTF8), Field.of("failure_code", DataType.UTF8));

  private UserAggregates() {}

  public static Aggregate of(AggregateUdf function) {
    if (function.arguments().isEmpty()) {
      throw refused(function, "found no arguments, expected at least one");
    }
    DataType[] types = function.argumentTypes().toArray(DataType[]::new);
    return new Aggregate(
        function.name(),
        new Identity(function),
        Signatures.exact(types),
        call -> function.returns().type(),
        Aggregate.Order.INSENSITIVE,
        Aggregate.Once.ALONE,
        request -> state(function, request),
        request ->
            request.distinct()
                ? new DistinctRows(function)
                : new UserAccumulator(function, request.orderBy()));
  }

  /** As a window function, to which IGNORE NULLS says nothing, as in DataFusion. */
  public static WindowFunction over(AggregateUdf function) {
    WindowFunction plain = WindowFunctions.of(of(function));
    return new WindowFunction(
        plain.name(),
        plain.identity(),
        plain.accepts(),
        plain.returns(),
        request -> plain.evaluator().apply(request.respectingNulls()),
        request -> plain.running().apply(request.respectingNulls()));
  }

  private static List<Field> state(AggregateUdf function, Aggregate.Request request) {
    if (request.ignoreNulls()) {
      throw refused(function, "found IGNORE NULLS, expected functions of DataFusion's own with it");
    }
    request.orderBy().forEach(key -> JavaForm.of(key.type()));
    if (request.distinct()) {
      if (function.arguments().size() != 1 || !request.orderBy().isEmpty()) {
        throw refused(function, "found DISTINCT, expected it with one argument and no ORDER BY");
      }
      Field value = Field.of("item", function.argumentTypes().get(0));
      return List.of(Field.of("distinct", new DataType.ListOf(TypeId.LIST, value)));
    }
    List<Field> fields = new ArrayList<>(function.state());
    fields.addAll(FAILURE);
    return fields;
  }

  private static MillraceException refused(AggregateUdf function, String found) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION, "Cannot bind " + Failures.named(function) + ": " + found);
  }
}
