// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/** The branches of a CASE on its way. */
@PublicEvolving
public final class CaseBuilder {
  private final Expr base;
  private final List<Expr.Case.WhenThen> branches = new ArrayList<>();

  /** A branch that waits for its value. */
  @PublicEvolving
  public final class Then {
    private final Expr condition;

    private Then(Expr condition) {
      this.condition = Objects.requireNonNull(condition);
    }

    public CaseBuilder then(Expr value) {
      branches.add(new Expr.Case.WhenThen(condition, value));
      return CaseBuilder.this;
    }
  }

  CaseBuilder(Expr base) {
    this.base = base;
  }

  public Then when(Expr condition) {
    return new Then(condition);
  }

  public Expr otherwise(Expr value) {
    return new Expr.Case(base, branches, Objects.requireNonNull(value));
  }

  /** Without ELSE: NULL where no branch applies. */
  public Expr end() {
    return new Expr.Case(base, branches, null);
  }
}
