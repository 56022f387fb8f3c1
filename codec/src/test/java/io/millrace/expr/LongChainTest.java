// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chain of a million operands, in a thread whose stack has room for a few thousand calls. */
class LongChainTest {
  private static final int OPERANDS = 1_000_000;
  private static final int STACK = 256 * 1024;

  private static final Expr CHAIN = chain();

  private static Expr chain() {
    return Exprs.or(IntStream.range(0, OPERANDS).mapToObj(i -> col("a").eq(lit(i))).toList());
  }

  private static <T> T onASmallStack(Supplier<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(null, task, "small stack", STACK);
    thread.start();
    return task.get();
  }

  @Test
  void isComparedAndHashed() throws Exception {
    assertThat(onASmallStack(() -> CHAIN.equals(chain()))).isTrue();
    assertThat(onASmallStack(CHAIN::hashCode)).isEqualTo(chain().hashCode());
    assertThat(onASmallStack(() -> CHAIN.equals(CHAIN.or(lit(true))))).isFalse();
  }

  @Test
  void isPrinted() throws Exception {
    String end = "a = Int64(999999)";

    assertThat(onASmallStack(() -> ExprPrinter.display(CHAIN)))
        .startsWith("a = Int64(0) OR a = Int64(1) OR ")
        .endsWith(end);
    assertThat(onASmallStack(() -> ExprPrinter.schemaName(CHAIN))).endsWith(end);
    assertThat(onASmallStack(() -> ExprTree.print(CHAIN)).lines()).hasSize(1 + 3 * OPERANDS);
    assertThat(onASmallStack(() -> CHAIN.toString())).contains("999999");
  }
}
