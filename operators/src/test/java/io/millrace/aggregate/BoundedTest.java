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
import java.math.BigInteger;
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

  /** Values that go make room, but a slot that was once too large has given them up. */
  @ParameterizedTest
  @ValueSource(strings = {"max(i64)", "count(DISTINCT i64)", "nth_value(i64, 1 ORDER BY i64)"})
  void whatIsKeptToBeTakenBackIsLimited(String sql) {
    TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
    BoundedReversible usual = (BoundedReversible) call.function().keepingRows(call.request());
    BoundedReversible tested =
        new BoundedReversible(
            call.function().name(), usual.growing(), (Reversible) usual.growing(), MOST);
    tested.resize(1);
    Block[] one = new Block[call.args().size() + call.orderBy().size()];
    Arrays.setAll(one, i -> Block.of(Lane.LONG, 1));
    for (int i = 0; i < 200; i++) {
      for (Block block : one) {
        Cells.set(block, 0, DataType.INT64, (long) i);
      }
      tested.update(one, new int[1], 1);
      tested.retract(one, new int[1], 1);
    }
    tested.update(one, new int[1], 1);
    Block out = Block.of(Lane.LONG, 1);
    tested.result(0, out, 0);
    assertThat(Cells.get(out, 0, DataType.INT64)).isEqualTo(sql.startsWith("count") ? 1L : 199L);

    for (int i = 0; i < 200; i++) {
      for (Block block : one) {
        Cells.set(block, 0, DataType.INT64, (long) i);
      }
      tested.update(one, new int[1], 1);
    }
    tested.retract(one, new int[1], 1);
    assertThatThrownBy(() -> tested.result(0, out, 0))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThat(tested.growing().heldBytes(0)).isZero();
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
  void otherSlotsGoOnWhereOneIsClosed() {
    Bounded tested = of("count(DISTINCT i64)");
    Block block = Block.of(Lane.LONG, 1000);
    int[] slots = new int[1000];
    for (int i = 0; i < 1000; i++) {
      slots[i] = i % 100 == 7 ? 1 : 0;
      Cells.set(block, i, DataType.INT64, (long) i);
    }
    tested.update(new Block[] {block}, slots, 1000);
    tested.update(new Block[] {block}, slots, 1000);

    requireClosed(tested, "count", "maxStateBytes");
    Block out = Block.of(Lane.LONG, 1);
    tested.result(1, out, 0);
    assertThat(Cells.get(out, 0, DataType.INT64)).isEqualTo(10L);
  }

  /** With room for the values of 200 rows, and twice as many while a frame moves. */
  private static BoundedFrame sliding(String sql) {
    TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
    Retractable inner = call.function().accumulator().apply(call.request()).sliding().orElseThrow();
    BoundedFrame low = (BoundedFrame) BoundedFrame.of(call.function().name(), inner, MOST);
    low.resize(2);
    return low;
  }

  private static Block[] longs(long from, int count) {
    Block block = Block.of(Lane.LONG, count);
    Block numbers = Block.of(Lane.DOUBLE, count);
    Block decimals = Block.of(Lane.INT128, count);
    for (int i = 0; i < count; i++) {
      Cells.set(block, i, DataType.INT64, from + i);
      Cells.set(numbers, i, DataType.FLOAT64, (double) (from + i));
      Cells.set(decimals, i, DataType.decimal128(20, 0), BigInteger.valueOf(from + i));
    }
    return new Block[] {block, numbers, decimals};
  }

  private static Block[] arguments(String sql, long from, int count) {
    Block[] all = longs(from, count);
    return new Block[] {all[sql.contains("f64") ? 1 : sql.contains("dec") ? 2 : 0]};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array_agg(i64)",
        "count(DISTINCT i64)",
        "min(i64)",
        "median(f64)",
        "percentile_cont(f64, 0.5)",
        "sum(DISTINCT i64)"
      })
  void aFrameThatIsTooLargeHasNoResultUntilItsRowsHaveLeft(String sql) {
    BoundedFrame tested = sliding(sql);
    Retractable whole =
        AggregateColumns.bind(sql)
            .function()
            .sliding(AggregateColumns.bind(sql).request())
            .orElseThrow();
    whole.resize(1);
    int kept = sql.startsWith("min") ? 100 : sql.contains("DISTINCT") ? 25 : 200;
    int start = 0;
    int end = 0;
    // Some rows, more than may be kept, a lot more, and ever fewer.
    int[][] frames = {
      {0, 50},
      {0, 210},
      {20, 220},
      {20, 900},
      {100, 905},
      {899, 910},
      {903, 950},
      {940, 950},
      {945, 960}
    };
    for (int[] frame : frames) {
      for (Retractable each : List.of(tested, whole)) {
        if (frame[1] > end) {
          each.updateOne(
              arguments(sql, end, frame[1] - end), new int[frame[1] - end], frame[1] - end);
        }
        if (frame[0] > start) {
          each.retract(
              arguments(sql, start, frame[0] - start), new int[frame[0] - start], frame[0] - start);
        }
      }
      start = frame[0];
      end = frame[1];
      BoundedFrame read = sliding(sql);
      read.loadFrame(0, tested.frame(0));
      assertThat(tested.heldBytes(0)).isLessThanOrEqualTo(2L * MOST);
      if (end - start > kept || start == 899) {
        assertThatThrownBy(() -> tested.result(0, Block.of(Lane.NESTED, 1), 0))
            .isInstanceOfSatisfying(
                EvaluationError.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
            .hasMessageContaining("Cannot compute " + sql.replaceAll("\\(.*", ""));
        assertThatThrownBy(() -> read.result(0, Block.of(Lane.NESTED, 1), 0))
            .isInstanceOf(EvaluationError.class);
      } else {
        assertThat(result(sql, tested)).isEqualTo(result(sql, whole));
        assertThat(result(sql, read)).isEqualTo(result(sql, whole));
      }
    }
  }

  private static Object result(String sql, Accumulator of) {
    DataType type = AggregateColumns.bind(sql).type();
    Block out = Block.of(Lane.of(type), 1);
    of.result(0, out, 0);
    return Cells.get(out, 0, type);
  }

  @Test
  void rowsOfOtherSlotsLeaveTheirs() {
    BoundedFrame tested = sliding("median(f64)");
    int[] slots = new int[1000];
    Arrays.setAll(slots, i -> i % 100 == 7 ? 1 : 0);
    tested.update(arguments("f64", 0, 1000), slots, 1000);
    tested.retract(arguments("f64", 0, 500), slots, 500);

    assertThatThrownBy(() -> tested.result(0, Block.of(Lane.DOUBLE, 1), 0))
        .isInstanceOf(EvaluationError.class);
    Block out = Block.of(Lane.DOUBLE, 1);
    tested.result(1, out, 0);
    assertThat(Cells.get(out, 0, DataType.FLOAT64)).isEqualTo(707.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"min(i64)", "max(f64)", "min(dec)", "count(i64)", "sum(f64)"})
  void whatOnlyGrowsAndHasOneValueKeepsOne(String sql) {
    TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
    Accumulator running = call.function().running(call.request());
    running.resize(1);
    for (int i = 0; i < 1000; i++) {
      int value = sql.startsWith("min") ? i : -i;
      running.updateOne(arguments(sql, value, 1), new int[1], 1);
    }
    assertThat(running.heldBytes(0)).isEqualTo(8);
    assertThat(running.state(0)).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"median(f64)", "array_agg(i64)", "count(DISTINCT i64)"})
  void whatOnlyGrowsIsClosedForGood(String sql) {
    TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
    Bounded usual = (Bounded) call.function().running(call.request());
    Bounded low = new Bounded(call.function().name(), usual.growing(), MOST);
    low.resize(1);
    for (int i = 0; i < 300; i++) {
      low.updateOne(arguments(sql, i, 1), new int[1], 1);
    }
    requireClosed(low, call.function().name(), "max(State|Value)Bytes");
    assertThat(low.heldBytes(0)).isZero();
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
