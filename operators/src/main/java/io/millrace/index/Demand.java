// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import io.millrace.bind.TypedExpr;
import java.util.Set;

/** What a row must have for a predicate to be true; a row that has it may still make it false. */
sealed interface Demand {
  /** The expression that has to have a certain value; never fails. */
  TypedExpr key();

  /**
   * Whether NULL will do, too: what follows on a conjunct that is NULL is evaluated, and may fail.
   */
  boolean orNull();

  /**
   * @param values in the form of {@link KeyValues#equal}
   */
  record OneOf(TypedExpr key, Set<Object> values, boolean orNull) implements Demand {}

  /**
   * @param low the least {@link KeyValues#ordinal}, {@code high} the greatest
   */
  record Within(TypedExpr key, long low, long high, boolean orNull) implements Demand {
    boolean isBounded() {
      return low != Long.MIN_VALUE && high != Long.MAX_VALUE;
    }

    long middle() {
      return (low & high) + ((low ^ high) >> 1);
    }

    Within and(Within other) {
      return new Within(
          key, Math.max(low, other.low), Math.min(high, other.high), orNull && other.orNull);
    }
  }
}
