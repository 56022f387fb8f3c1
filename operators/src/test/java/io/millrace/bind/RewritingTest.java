// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RewritingTest {
  private static final TypedExpr A = new TypedExpr.Input(0, DataType.BOOLEAN);
  private static final TypedExpr B = new TypedExpr.Input(1, DataType.BOOLEAN);

  @Test
  void whatIsReplacedIsNotLookedInto() {
    TypedExpr either = new TypedExpr.Or(List.of(A, new TypedExpr.IsNull(A)));

    TypedExpr changed =
        Rewriting.replaced(
            new TypedExpr.And(List.of(either, new TypedExpr.IsNull(either), A)),
            node -> node.equals(A) ? B : node instanceof TypedExpr.IsNull ? A : null);

    assertThat(changed)
        .isEqualTo(new TypedExpr.And(List.of(new TypedExpr.Or(List.of(B, A)), A, B)));
  }

  @Test
  void longChainsNeedLittleStack() throws Exception {
    TypedExpr chain = A;
    for (int i = 0; i < 100_000; i++) {
      chain = new TypedExpr.IsNull(chain);
    }
    TypedExpr deep = chain;
    AtomicReference<TypedExpr> changed = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                changed.set(Rewriting.replaced(deep, node -> node.equals(A) ? B : null));
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "small stack",
            256 << 10);
    thread.start();
    thread.join();

    assertThat(failure.get()).isNull();
    TypedExpr leaf = changed.get();
    while (!leaf.children().isEmpty()) {
      leaf = leaf.children().get(0);
    }
    assertThat(leaf).isEqualTo(B);
  }
}
