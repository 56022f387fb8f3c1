// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of aggregates that keep something of each row. */
@Timeout(200)
class GrowingWindowsTest {
  private static final String RULE =
      "{'id':'%s','revision':1,'sql':'%s','key':['carrier'],'window':%s}";

  private static RuleTasks tasks(String backend) throws Exception {
    StateBackend states =
        backend.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    return new RuleTasks(1, Rules.over(RuleTasks.SCHEMA).options(), states);
  }

  private static List<String> results(RuleTasks tasks) {
    assertThat(tasks.errors()).isEmpty();
    return tasks.results().stream()
        .map(line -> line.replaceAll(".*\"rule\":\"(.*?)\".*\"value\":(.*)}", "$1 $2"))
        .sorted()
        .toList();
  }

  /** Where a row took as long as there were rows before it, this took many minutes. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aRowCostsTheSameHoweverManyCameBefore(String backend) throws Exception {
    int rows = 60_000;
    try (RuleTasks tasks = tasks(backend)) {
      tasks.rule(RULE.formatted("median", "median(ratio)", "{'tumble':'1d'}"));
      tasks.rule(RULE.formatted("distinct", "count(distinct delay)", "{'session':'1h'}"));
      tasks.marker();
      for (int i = 0; i < rows; i++) {
        tasks.event(i, "UA", i * 7919L % 1_000_003, i / 2.0);
      }
      tasks.end();
      assertThat(results(tasks)).containsExactly("distinct 60000", "median 14999.75");
      assertThat(tasks.chunksKept()).isZero();
    }
  }

  private record Row(long time, long delay) {}

  /** Rows in disorder, windows of each kind, rules that come meanwhile, and a restore. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void nothingIsLostOnTheWay(String backend) throws Exception {
    List<Row> rows =
        IntStream.range(0, 2_000).mapToObj(i -> new Row(i * 7L % 2_000 * 10, i % 500)).toList();
    try (RuleTasks tasks = tasks(backend)) {
      tasks.rule(RULE.formatted("list", "array_agg(delay)", "{'tumble':'20s'}"));
      tasks.rule(RULE.formatted("hop", "array_agg(delay)", "{'hop':['20s','10s']}"));
      tasks.rule(RULE.formatted("session", "array_agg(delay)", "{'session':'3s'}"));
      tasks.rule(RULE.formatted("once", "count(distinct delay)", "{'tumble':'20s'}"));
      tasks.marker();
      for (int i = 0; i < rows.size(); i++) {
        tasks.event(rows.get(i).time(), "UA", rows.get(i).delay(), null);
        if (i == 700) {
          tasks.restore(2);
        } else if (i == 900) {
          tasks.rule(RULE.formatted("later", "array_agg(delay)", "{'tumble':'20s'}"));
        } else if (i == 1_200) {
          tasks.rule("{'id':'list','revision':2,'action':'remove'}");
        } else if (i == 1_500) {
          tasks.restore(1);
        }
      }
      Function<List<Row>, String> all =
          some ->
              some.stream()
                  .sorted(Comparator.comparingLong(Row::time))
                  .map(row -> "" + row.delay())
                  .toList()
                  .toString()
                  .replace(" ", "");
      assertThat(tasks.chunksKept()).isPositive();
      tasks.end();
      List<String> expected = new ArrayList<>();
      expected.add("hop " + all.apply(rows.stream().filter(row -> row.time() < 10_000).toList()));
      expected.add("hop " + all.apply(rows));
      expected.add("hop " + all.apply(rows.stream().filter(row -> row.time() >= 10_000).toList()));
      expected.add("later " + all.apply(rows.subList(901, rows.size())));
      expected.add("once 500");
      expected.add("session " + all.apply(rows));
      assertThat(results(tasks)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(tasks.chunksKept()).isZero();
    }
  }

  @Test
  void sessionsThatAreJoinedHaveTheRowsOfAll() throws Exception {
    try (RuleTasks tasks = tasks("heap")) {
      tasks.rule(RULE.formatted("list", "array_agg(delay)", "{'session':'1s'}"));
      tasks.marker();
      for (long i = 0; i < 300; i++) {
        tasks.event(100_000 + i, "UA", i, null);
        tasks.event(i, "UA", i, null);
        tasks.event(50_000 + i, "UA", i, null);
      }
      for (long i = 1; i < 500; i++) {
        tasks.event(i * 200, "UA", -1L, null);
      }
      tasks.end();
      assertThat(results(tasks))
          .singleElement()
          .satisfies(
              list -> {
                assertThat(list.split(",")).hasSize(900 + 499);
                assertThat(list).endsWith("297,298,299]");
              });
      assertThat(tasks.chunksKept()).isZero();
    }
  }

  @Test
  void whatIsKeptOfAWindowIsLimitedAllTheSame() throws Exception {
    String text = "x".repeat((int) Limits.DEFAULT.of(Limit.VALUE_BYTES) / 4);
    try (RuleTasks tasks = tasks("heap")) {
      tasks.rule(
          RULE.formatted("list", "array_agg(carrier)", "{'tumble':'10s'}")
              .replace("'key':['carrier'],", ""));
      tasks.marker();
      for (int i = 0; i < 9; i++) {
        tasks.event(i, text, 1L, null);
      }
      assertThat(tasks.keyedBytes()).isLessThan(3L * text.length() * 4);
      tasks.end();
      assertThat(tasks.results()).isEmpty();
      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("LIMIT_EXCEEDED", "array_agg", "maxValueBytes");
    }
  }
}
