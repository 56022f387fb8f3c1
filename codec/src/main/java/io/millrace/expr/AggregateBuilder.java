// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** The options of an aggregate call on its way; {@link #build} may be called more than once. */
@PublicEvolving
public final class AggregateBuilder {
  private final String function;
  private final List<Expr> args;
  private boolean distinct;
  private Expr filter;
  private List<SortKey> orderBy = List.of();
  private NullTreatment nullTreatment;

  AggregateBuilder(String function, List<Expr> args) {
    this.function = function;
    this.args = args;
  }

  public AggregateBuilder distinct() {
    distinct = true;
    return this;
  }

  /** Only rows for which the condition holds count. */
  public AggregateBuilder filter(Expr condition) {
    filter = condition;
    return this;
  }

  public AggregateBuilder orderBy(SortKey... keys) {
    orderBy = List.of(keys);
    return this;
  }

  public AggregateBuilder nullTreatment(NullTreatment treatment) {
    nullTreatment = treatment;
    return this;
  }

  public Expr build() {
    return new Expr.AggregateCall(function, args, distinct, filter, orderBy, nullTreatment, null);
  }
}
