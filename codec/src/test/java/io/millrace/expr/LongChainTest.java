// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chain of a million operands, in a thread whose stack has room for a few thousand calls. */
class LongChainTest {
  private static final int OPERANDS = 1_000_000;
  private static final int STACK = 256 * 1024;

  /** Of a thousand different conditions, so that the heap has room as well. */
  private static Expr chain() {
    List<Expr> conditions = IntStream.range(0, 1_000).mapToObj(i -> col("a").eq(lit(i))).toList();
    return Exprs.or(IntStream.range(0, OPERANDS).mapToObj(i -> conditions.get(i % 1_000)).toList());
  }

  private static <T> T onASmallStack(Supplier<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(null, task, "small stack", STACK);
    thread.start();
    return task.get();
  }

  @Test
  void isComparedAndHashed() throws Exception {
    Expr chain = chain();

    assertThat(onASmallStack(() -> chain.equals(chain()))).isTrue();
    assertThat(onASmallStack(chain::hashCode)).isEqualTo(chain().hashCode());
    assertThat(onASmallStack(() -> chain.equals(chain.or(lit(true))))).isFalse();
  }

  @Test
  void isPrinted() throws Exception {
    Expr chain = chain();
    String end = " OR a = Int64(998) OR a = Int64(999)";

    assertThat(onASmallStack(() -> ExprPrinter.display(chain)).endsWith(end)).isTrue();
    assertThat(onASmallStack(() -> ExprPrinter.schemaName(chain)).endsWith(end)).isTrue();
    assertThat(onASmallStack(() -> ExprTree.print(chain)).lines().count())
        .isEqualTo(1 + 3 * OPERANDS);
  }

  @Test
  void isShownByToString() throws Exception {
    Expr chain =
        new Expr.Binary(
            Operator.PLUS, IntStream.range(0, OPERANDS).mapToObj(i -> col("a")).toList());

    assertThat(onASmallStack(chain::toString).length()).isGreaterThan(OPERANDS);
  }
}
