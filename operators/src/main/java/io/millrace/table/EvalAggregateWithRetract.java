// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import org.apache.flink.annotation.PublicEvolving;

/**
 * {@code df_agg_with_retract}: {@link EvalAggregate} over rows that are taken back, whatever the
 * aggregates are.
 */
@PublicEvolving
public final class EvalAggregateWithRetract extends EvalAggregate {
  private static final long serialVersionUID = 1L;

  @Override
  Retraction retraction() {
    return Retraction.KEEPING_ROWS;
  }
}
