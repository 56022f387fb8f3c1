// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final TypedExpr A = Samples.input(0, DataType.INT64);
  private static final TypedExpr ZERO = Samples.constant(0);

  @Test
  void anOperandThatDecidesHidesTheRowFromThoseAfterIt() {
    TypedExpr positive = Samples.LESS.call(ZERO, A);
    TypedExpr fails = Samples.LESS.call(ZERO, Samples.DIVIDE.call(Samples.constant(10), A));
    assertThat(evaluate(new TypedExpr.And(List.of(positive, fails)), 0L, 5L, null))
        .containsExactly(false, true, null);
    assertThat(evaluate(new TypedExpr.And(List.of(fails, positive)), 0L, 5L))
        .containsExactly("! division of 10 by zero", true);
  }

  @Test
  void nullDecidesNothing() {
    TypedExpr unknown = new TypedExpr.Constant(new Literal(DataType.BOOLEAN, null));
    TypedExpr fails = Samples.LESS.call(ZERO, Samples.DIVIDE.call(Samples.constant(10), A));
    assertThat(evaluate(new TypedExpr.Or(List.of(unknown, fails)), 0L, 5L, -5L))
        .containsExactly("! division of 10 by zero", true, null);
  }

  @Test
  void aBranchThatIsNotTakenDoesNotFail() {
    TypedExpr choice =
        new TypedExpr.IfElse(
            Samples.LESS.call(ZERO, A), Samples.DIVIDE.call(Samples.constant(10), A), ZERO);
    assertThat(evaluate(choice, 0L, 5L, null)).containsExactly(0L, 2L, 0L);
  }

  @Test
  void theFirstCauseIsKept() {
    TypedExpr first = Samples.DIVIDE.call(Samples.constant(1), A);
    TypedExpr second = Samples.DIVIDE.call(Samples.constant(2), A);
    assertThat(evaluate(Samples.ADD.call(first, second), 0L))
        .containsExactly("! division of 1 by zero");
  }

  @Test
  void equalExpressionsAreEvaluatedOnceAndVolatileOnesEachTime() {
    AtomicInteger calls = new AtomicInteger();
    Kernel.Ll counting = a -> a + calls.incrementAndGet();
    for (Volatility volatility : List.of(Volatility.STABLE, Volatility.VOLATILE)) {
      calls.set(0);
      Scalar function =
          Scalar.scalar("counting")
              .accepts(Optional::of)
              .returns(DataType.INT64)
              .volatility(volatility)
              .kernel(counting);
      TypedExpr one = new TypedExpr.Call(function, counting, List.of(A), DataType.INT64);
      TypedExpr other = new TypedExpr.Call(function, counting, List.of(A), DataType.INT64);
      evaluate(Samples.ADD.call(one, other), 1L);
      assertThat(calls.get()).isEqualTo(volatility == Volatility.VOLATILE ? 2 : 1);
    }
  }

  @Test
  void chainsOfTenThousandOperandsNeitherOverflowNorTakeABlockEach() {
    TypedExpr sum = A;
    TypedExpr choice = A;
    TypedExpr all = Samples.LESS.call(ZERO, A);
    for (long i = 1; i <= 10_000; i++) {
      sum = Samples.ADD.call(sum, Samples.constant(i));
      choice =
          new TypedExpr.IfElse(
              Samples.LESS.call(A, Samples.constant(-i)), Samples.constant(i), choice);
      all = new TypedExpr.And(List.of(all, Samples.LESS.call(A, Samples.constant(i + 10))));
    }
    assertThat(evaluate(sum, 1L)).containsExactly(50_005_001L);
    assertThat(evaluate(choice, 1L, -7L)).containsExactly(1L, 6L);
    assertThat(evaluate(all, 1L, 11L)).containsExactly(true, false);
  }

  @Test
  void membershipOfManyConstants() {
    List<Object> values =
        new ArrayList<>(LongStream.range(0, 5000).mapToObj(i -> (Object) (i * 7919)).toList());
    TypedExpr in = new TypedExpr.InSet(A, new java.util.HashSet<>(values), false);
    assertThat(evaluate(in, 7919L * 4999, 7919L * 5000, 1L, 0L, null))
        .containsExactly(true, false, false, true, null);
  }

  private static List<Object> evaluate(TypedExpr expr, Long... column) {
    RowBatch batch = new RowBatch(List.of(DataType.INT64), Block.CAPACITY);
    for (Long value : column) {
      batch.addRow();
      batch.set(0, value);
    }
    RowErrors errors = new RowErrors();
    Block block =
        Program.compile(List.of(expr), Block.CAPACITY).evaluate(batch, new RowErrors[] {errors})[0];
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < column.length; i++) {
      results.add(errors.failed(i) ? "! " + errors.message(i) : Cells.get(block, i, expr.type()));
    }
    return Collections.unmodifiableList(results);
  }
}
