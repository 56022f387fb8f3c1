// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTest {
  private static final int MOST = 1600;

  /** Of one Int64, which some take as Float64, in slots 0 and 1. */
  private static Bounded of(String sql) {
    TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
    Bounded usual = (Bounded) call.function().accumulator().apply(call.request());
    Bounded low = new Bounded(call.function().name(), usual.growing(), MOST);
    low.resize(2);
    return low;
  }

  private static void add(Bounded to, int slot, long... values) {
    Block block = Block.of(Lane.LONG, Math.max(1, values.length));
    for (int i = 0; i < values.length; i++) {
      Cells.set(block, i, DataType.INT64, values[i]);
    }
    int[] slots = new int[values.length];
    Arrays.fill(slots, slot);
    to.update(new Block[] {block, block, block}, slots, values.length);
  }

  private static void requireClosed(Bounded of, String name, String limit) {
    assertThatThrownBy(() -> of.result(0, Block.of(Lane.NESTED, 1), 0))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageMatching(
            "Cannot compute " + name + ": \\d+ bytes of values, expected at most " + limit + ".*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array_agg(i64)",
        "array_agg(DISTINCT i64)",
        "array_agg(i64 ORDER BY i64)",
        "count(DISTINCT i64)",
        "nth_value(i64, 1000 ORDER BY i64)"
      })
  void aSlotThatGrowsTooLargeHasNoResult(String sql) {
    Bounded tested = of(sql);
    for (int i = 0; i < 200; i++) {
      add(tested, 0, i, i + 1000L);
    }
    add(tested, 1, 7);

    boolean array = sql.startsWith("array") && !sql.contains("ORDER");
    requireClosed(tested, sql.replaceAll("\\(.*", ""), array ? "maxValueBytes" : "maxStateBytes");
    assertThat(tested.growing().heldBytes(0)).isZero();
    assertThat(tested.growing().heldBytes(1)).isPositive();
  }

  @Test
  void whatIsNotKeptTakesNoRoom() {
    Bounded distinct = of("count(DISTINCT i64)");
    Bounded second = of("nth_value(i64, 2)");
    for (int i = 0; i < 10_000; i++) {
      add(distinct, 0, i % 3, i % 5);
      add(second, 0, i, i + 1);
    }

    Block out = Block.of(Lane.LONG, 1);
    distinct.result(0, out, 0);
    assertThat(Cells.get(out, 0, DataType.INT64)).isEqualTo(5L);
    second.result(0, out, 0);
    assertThat(Cells.get(out, 0, DataType.INT64)).isEqualTo(1L);
  }

  @Test
  void oneBlockThatIsTooLargeIsTakenUpToWhereItIs() {
    Bounded same = of("count(DISTINCT i64)");
    add(same, 0, new long[1000]);
    Block out = Block.of(Lane.LONG, 1);
    same.result(0, out, 0);
    assertThat(Cells.get(out, 0, DataType.INT64)).isEqualTo(1L);

    long[] different = new long[1000];
    Arrays.setAll(different, i -> i);
    add(same, 0, different);
    requireClosed(same, "count", "maxStateBytes");
  }

  @Test
  void aStateThatWasTooLargeStaysSoWhereItIsReadAndMerged() {
    Bounded tested = of("array_agg(i64)");
    add(tested, 0, new long[300]);
    List<Object> state = tested.state(0);
    assertThat(state).hasSize(1);

    Bounded read = of("array_agg(i64)");
    read.load(0, state);
    add(read, 0, 1);
    requireClosed(read, "array_agg", "maxValueBytes");
    Bounded merged = of("array_agg(i64)");
    add(merged, 0, 1);
    merged.merge(0, state);
    requireClosed(merged, "array_agg", "maxValueBytes");
    merged.load(0, of("array_agg(i64)").state(0));
    assertThat(merged.state(0)).isEqualTo(of("array_agg(i64)").state(0));
  }

  @Test
  void statesThatAreTooLargeTogetherAreOneThatIs() {
    Bounded tested = of("array_agg(i64)");
    add(tested, 0, new long[150]);
    add(tested, 1, new long[150]);
    tested.merge(0, tested.state(1));

    requireClosed(tested, "array_agg", "maxValueBytes");
  }

  @Test
  void aDelimiterTakesRoomToo() {
    Bounded tested = of("string_agg(s, '%s')".formatted("x".repeat(1000)));
    Block texts = Block.of(Lane.BYTES, 10);
    for (int i = 0; i < 10; i++) {
      Cells.set(texts, i, DataType.UTF8, "a");
    }
    tested.update(new Block[] {texts, texts}, new int[10], 10);

    requireClosed(tested, "string_agg", "maxValueBytes");
  }
}
