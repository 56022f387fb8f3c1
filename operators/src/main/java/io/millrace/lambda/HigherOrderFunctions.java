// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.lambda.HigherOrder.Results;
import io.millrace.scalar.ResultSize;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The functions that take a lambda. */
@Internal
public final class HigherOrderFunctions {
  static final List<HigherOrder> ALL =
      List.of(
          new HigherOrder(
              Transformed.NAME,
              Results.ANYTHING,
              HigherOrderFunctions::listOf,
              ResultSize.CHECKED,
              (lists, element, result, out) -> new Transformed(lists, result, out)),
          new HigherOrder(
              "array_filter",
              Results.TRUTH,
              (list, result) -> list,
              ResultSize.OF_ARGUMENTS,
              (lists, element, result, out) -> new Filtered(lists, element, out)),
          new HigherOrder(
              "array_any_match",
              Results.TRUTH,
              (list, result) -> DataType.BOOLEAN,
              ResultSize.WIDTH,
              (lists, element, result, out) -> new AnyMatch(lists, out)),
          new HigherOrder(
              "array_first",
              Results.TRUTH,
              (list, result) -> ((DataType.AnyList) list).item().type(),
              ResultSize.OF_ARGUMENTS,
              (lists, element, result, out) -> new FirstMatch(lists, out)));

  private HigherOrderFunctions() {}

  /** By its own name. */
  public static Optional<HigherOrder> find(String name) {
    return ALL.stream().filter(function -> function.name().equals(name)).findFirst();
  }

  private static DataType listOf(DataType list, Field result) {
    return new DataType.ListOf(list.id(), result);
  }
}
