// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.aggregate.Aggregate;
import java.util.Collection;
import java.util.Set;

/**
 * What DataFusion takes beside functions that know nothing of DISTINCT: it groups by their argument
 * before, so that all DISTINCT has to be of that, and what is not has to be the same over groups.
 */
final class SingleDistinct {
  private static final Set<String> SAME_OVER_GROUPS = Set.of("sum", "min", "max");

  private SingleDistinct() {}

  /** Throws UNSUPPORTED_EXPRESSION for calls that DataFusion does not evaluate together. */
  static void check(Collection<TypedExpr.AggregateCall> calls) {
    calls.stream()
        .filter(SingleDistinct::groupsBefore)
        .findFirst()
        .ifPresent(first -> calls.forEach(each -> check(first, each)));
  }

  private static boolean groupsBefore(TypedExpr.AggregateCall call) {
    return call.request().distinct() && call.function().once() == Aggregate.Once.ALONE;
  }

  private static void check(TypedExpr.AggregateCall first, TypedExpr.AggregateCall beside) {
    boolean plain = beside.filter() == null && beside.request().orderBy().isEmpty();
    boolean fits =
        beside.request().distinct()
            ? beside.args().equals(first.args())
            : SAME_OVER_GROUPS.contains(beside.function().name());
    if (!plain || !fits) {
      throw Refusal.unsupported(
          first.function().name() + " with DISTINCT",
          "found "
              + beside.function().name()
              + " beside, expected sum, min, max or DISTINCT of the same argument, without FILTER"
              + " and ORDER BY");
    }
  }
}
