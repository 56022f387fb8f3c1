// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.builtin.BuiltIns;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.signature.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupProgramTest {
  private static final TypedExpr A = Samples.input(0, DataType.INT64);
  private static final TypedExpr RESULT = Samples.input(0, DataType.INT64);

  @Test
  void rowsGoToTheirSlots() {
    GroupProgram program = program(sum(A, null), RESULT);
    program.resize(2);
    assertThat(update(program, new int[] {0, 1, 0, 1}, 1L, 10L, 2L, null)).isEmpty();
    assertThat(results(program, 2)).containsExactly(3L, 10L);
  }

  @Test
  void anArgumentDoesNotFailWhereTheFilterRejectsTheRow() {
    TypedExpr inverse = Samples.DIVIDE.call(Samples.constant(10), A);
    TypedExpr filter = Samples.LESS.call(Samples.constant(0), A);
    GroupProgram program = program(sum(inverse, filter), RESULT);
    program.resize(1);
    assertThat(update(program, new int[4], 0L, 5L, 2L, -3L)).isEmpty();
    assertThat(results(program, 1)).containsExactly(7L);
  }

  @Test
  void aRowWithoutAnAnswerIsReportedAndLeftOut() {
    GroupProgram program = program(sum(Samples.DIVIDE.call(Samples.constant(10), A), null), RESULT);
    program.resize(1);
    assertThat(update(program, new int[3], 5L, 0L, 2L))
        .containsExactly("1: division of 10 by zero");
    assertThat(results(program, 1)).containsExactly(7L);
  }

  @Test
  void whatIsComputedFromAnAggregateMayFailForItsSlot() {
    GroupProgram program = program(sum(A, null), Samples.DIVIDE.call(Samples.constant(10), RESULT));
    program.resize(3);
    update(program, new int[] {0, 1, 2}, 5L, 0L, null);
    assertThat(results(program, 3)).containsExactly(2L, "! division of 10 by zero", null);
  }

  @Test
  void statesLeaveEnterAndMerge() {
    GroupProgram program = program(sum(A, null), RESULT);
    program.resize(1);
    update(program, new int[2], 5L, 6L);
    List<List<Object>> state = program.state(0);
    GroupProgram other = program(sum(A, null), RESULT);
    other.resize(2);
    other.load(1, state);
    other.merge(1, state);
    assertThat(results(other, 2)).containsExactly(null, 22L);
  }

  private static TypedExpr.AggregateCall sum(TypedExpr arg, TypedExpr filter) {
    Aggregate sum = BuiltIns.aggregate("sum").orElseThrow();
    Aggregate.Request request =
        new Aggregate.Request(
            new Call(List.of(DataType.INT64), Collections.singletonList(null), DataType.INT64),
            false,
            false,
            List.of());
    return new TypedExpr.AggregateCall(
        sum, request, List.of(arg), filter, List.of(), DataType.INT64);
  }

  private static GroupProgram program(TypedExpr.AggregateCall call, TypedExpr result) {
    return GroupProgram.compile(new Aggregation(List.of(call), List.of(result)), Block.CAPACITY);
  }

  private static List<String> update(GroupProgram program, int[] slots, Long... column) {
    RowBatch batch = new RowBatch(List.of(DataType.INT64), Block.CAPACITY);
    for (Long value : column) {
      batch.addRow();
      batch.set(0, value);
    }
    RowErrors errors = new RowErrors();
    program.update(batch, slots, errors);
    List<String> failed = new ArrayList<>();
    for (int row = errors.next(0); row >= 0; row = errors.next(row + 1)) {
      failed.add(row + ": " + errors.message(row));
    }
    return failed;
  }

  private static List<Object> results(GroupProgram program, int count) {
    RowErrors errors = new RowErrors();
    Block block = program.results(count, new RowErrors[] {errors})[0];
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(
          errors.failed(i) ? "! " + errors.message(i) : Cells.get(block, i, DataType.INT64));
    }
    return results;
  }
}
