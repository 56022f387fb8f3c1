// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Expr;
import io.millrace.session.ContextScope;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.session.WorkerContext;
import org.junit.jupiter.api.Test;

class EncodedExprTest {
  private static final Limits FEW = Limits.DEFAULT.with(Limit.NODES, 2);
  private static final Expr THREE = col("a").plus(lit(1));

  @Test
  void theLimitsOfTheThreadsSessionHold() {
    EncodedExpr expr = EncodedExpr.of(THREE);
    assertThat(expr.expr()).isEqualTo(THREE);
    try (ContextScope scope = WorkerContext.open(SessionContext.create().withLimits(FEW))) {
      assertThat(scope.session().limits()).isEqualTo(FEW);
      assertThatThrownBy(expr::expr).hasMessageContaining("maxNodes = 2");
      assertThat(expr.problem()).isPresent();
    }
    assertThat(expr.problem()).isEmpty();
    assertThat(expr.problem(FEW)).isPresent();
    assertThat(expr.expr(Limits.DEFAULT)).isSameAs(expr.expr());
  }

  @Test
  void andThoseOfItsSenderWhereOneIsMade() {
    try (ContextScope scope = SenderContext.open(SessionContext.create().withLimits(FEW))) {
      assertThat(scope.session().limits()).isEqualTo(FEW);
      assertThatThrownBy(() -> EncodedExpr.of(THREE)).hasMessageContaining("maxNodes = 2");
    }
  }
}
