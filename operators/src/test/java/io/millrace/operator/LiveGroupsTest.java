// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import io.millrace.types.HeldAccumulators;
import io.millrace.types.HeldAccumulatorsSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveGroupsTest {
  private static final Schema SCHEMA = SqlSchema.parse("n INT, x DOUBLE, d DECIMAL(10, 2)");

  private static LiveGroups<Row, Row> groups(String sql) {
    return Expressions.overRows(SCHEMA)
        .aggregate(sql)
        .keepingRows()
        .groups(new UnregisteredMetricsGroup());
  }

  private static AccumulatorState written(LiveGroup group) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    HeldAccumulatorsSerializer.INSTANCE.serialize(new HeldAccumulators(group.get()), out);
    return HeldAccumulatorsSerializer.INSTANCE
        .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()))
        .state();
  }

  /** Values of which sums are exact. */
  private static Row row(Random random) {
    Integer n = random.nextInt(4) == 0 ? null : random.nextInt(9) - 4;
    Double x = random.nextInt(4) == 0 ? null : random.nextInt(64) / 4.0;
    java.math.BigDecimal d =
        random.nextInt(4) == 0 ? null : java.math.BigDecimal.valueOf(random.nextInt(999), 2);
    return Row.of(n, x, d);
  }

  /** In any order, with a restart after each row; then all is as if only the others had come. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(n)",
        "sum(n)",
        "sum(x)",
        "avg(x)",
        "sum(d)",
        "avg(d)",
        "bit_xor(n + 0) + count(n)",
        "round(var_pop(x), 6)",
        "round(corr(x, n), 6)",
        "median(x)",
        "median(d)",
        "percentile_cont(x, 0.3)",
        "array_sort(array_agg(x))",
        "sum(n) filter (where x > 3) + count(*)",
        "max(x)",
        "min(d)",
        "count(distinct n)",
        "bit_and(n) + max(n)",
        "first_value(d order by x, n, d)",
        "array_sort(array_agg(distinct n)) filter (where x > 3)",
        "string_agg(cast(n as varchar), '+' order by n, x)",
        "approx_distinct(n)"
      })
  void rowsThatAreTakenBackLeaveNoTrace(String sql) throws IOException {
    long seed = 20130101;
    Random random = new Random(seed);
    try (LiveGroups<Row, Row> groups = groups(sql)) {
      AccumulatorState state = AccumulatorState.EMPTY;
      List<Row> rows = new ArrayList<>();
      for (int step = 0; step < 120; step++) {
        LiveGroup group = groups.open(state);
        if (rows.size() > 3 && random.nextInt(5) < 2) {
          groups.takeBack(rows.remove(random.nextInt(rows.size())), group);
        } else {
          rows.add(row(random));
          groups.add(rows.get(rows.size() - 1), group);
        }
        state = written(group);
        LiveGroup others = groups.open(AccumulatorState.EMPTY);
        rows.forEach(row -> groups.add(row, others));
        if (!sql.startsWith("bit_xor") || rows.stream().anyMatch(row -> row.getField(0) != null)) {
          assertThat(groups.result(groups.open(state)))
              .as("%s after %s, seed %s", sql, rows, seed)
              .isEqualTo(groups.result(others));
        }
      }
    }
  }

  @Test
  void whatIsNotThereCanNotBeTakenBackAndTheGroupHasNoAnswerFromThenOn() throws IOException {
    try (LiveGroups<Row, Row> groups = groups("median(x)")) {
      LiveGroup group = groups.open(AccumulatorState.EMPTY);
      groups.add(Row.of(1, 2.0, null), group);
      groups.takeBack(Row.of(1, 3.0, null), group);
      LiveGroup later = groups.open(written(group));
      groups.add(Row.of(1, 2.0, null), later);

      assertThat(groups.result(later)).isNull();
    }
  }

  /** Two halves of a group, each of which had a row of the other taken back. */
  @Test
  void sumsAreMergedWhateverWasTakenBackWhereAndOthersSayThatTheyAreNot() {
    for (String sql :
        List.of(
            "sum(n) + count(*)",
            "max(n) + count(distinct x) * 2.5",
            "median(x)",
            "string_agg(d, '')")) {
      try (LiveGroups<Row, Row> groups = groups(sql)) {
        LiveGroup first = groups.open(AccumulatorState.EMPTY);
        LiveGroup second = groups.open(AccumulatorState.EMPTY);
        groups.add(Row.of(7, 7.0, null), first);
        groups.add(Row.of(5, 5.0, null), second);
        groups.add(Row.of(3, 3.0, null), second);
        groups.takeBack(Row.of(5, 5.0, null), second);
        groups.merge(first, second.get());

        Row result = groups.result(first);
        assertThat(result)
            .isEqualTo(
                switch (sql.substring(0, 3)) {
                  case "sum" -> Row.of(12L);
                  case "max" -> Row.of(12.0);
                  default -> null;
                });
      }
    }
  }

  @Test
  void damagedStatesAreErrorsOfTheirGroup() {
    try (LiveGroups<Row, Row> groups = groups("sum(n)")) {
      for (List<List<Object>> damaged :
          List.<List<List<Object>>>of(
              List.of(List.of()),
              List.of(List.of(0L)),
              List.of(List.of("x"), List.of(1L, 2L)),
              List.of(List.of(0L), List.of("x", "y")))) {
        assertThat(groups.result(groups.open(new AccumulatorState(damaged)))).isNull();
      }
    }
  }
}
