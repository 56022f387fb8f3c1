// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The calls of one aggregate that Flink has shown with their literals, which are lost when it plans
 * them: the types of the arguments are all that it still has then. A query that names a function
 * has one of its own; only those that are registered as objects are shared by calls.
 */
final class SeenAggregates {
  private final Map<List<LogicalType>, List<AggregateQuery>> byTypes = new HashMap<>();

  void add(CallContext context, AggregateQuery query) {
    List<AggregateQuery> all = byTypes.computeIfAbsent(types(context), types -> new ArrayList<>());
    if (all.stream().noneMatch(query::isSame)) {
      all.add(query);
    }
  }

  /** Those that the call may be. */
  List<AggregateQuery> find(CallContext context) {
    List<AggregateQuery> all = byTypes.getOrDefault(types(context), List.of());
    return context
        .getOutputDataType()
        .map(
            result ->
                all.stream()
                    .filter(
                        each ->
                            nullable(each.resultType().getLogicalType())
                                .equals(nullable(result.getLogicalType())))
                    .toList())
        .orElse(all);
  }

  private static List<LogicalType> types(CallContext context) {
    return context.getArgumentDataTypes().stream()
        .map(DataType::getLogicalType)
        .map(SeenAggregates::nullable)
        .toList();
  }

  /** Rules of the planner change whether something may be NULL. */
  private static LogicalType nullable(LogicalType type) {
    return type.copy(true);
  }
}
