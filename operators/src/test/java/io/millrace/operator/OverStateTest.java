// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static io.millrace.operator.OverTasks.event;
import static io.millrace.operator.OverTasks.sale;
import static io.millrace.operator.OverTasks.task;
import static io.millrace.operator.OverTasks.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.math.BigInteger;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a key, for how long, and by whom it is read again. */
class OverStateTest {
  @Test
  void onlyTheRowsOfFramesAreKept() throws Exception {
    String[] sql = {
      "sum(n) OVER (ORDER BY t ROWS 2 PRECEDING)",
      "avg(x) OVER (ORDER BY t)",
      "rank() OVER (ORDER BY t)"
    };
    try (var task = task(sql, event())) {
      task.open();
      for (long i = 0; i < 500; i++) {
        task.processElement(sale(i, i), 1000 * i);
        task.processWatermark(1000 * i);
      }
      task.prepareSnapshotPreBarrier(1);
      assertThat(task.numKeyedStateEntries()).isLessThanOrEqualTo(3);
      assertThat(task.numEventTimeTimers()).isZero();
      assertThat(task.extractOutputValues())
          .hasSize(500)
          .endsWith(Row.of(497L + 498 + 499, null, BigInteger.valueOf(500)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lag(n) OVER (ORDER BY t) | call 1 in it is sum, expected lag",
        "sum(id) OVER (ORDER BY t) | call 1 in it is a sum with other arguments, keys or frame,"
            + " expected the same as now",
        "sum(n) OVER (ORDER BY t ROWS 1 PRECEDING) | call 1 in it is a sum with other",
        "sum(n) FILTER (WHERE n > 0) OVER (ORDER BY t) | call 1 in it is a sum with other",
        "sum(DISTINCT n) OVER (ORDER BY t) | call 1 in it is a sum with other",
        "sum(n) OVER (PARTITION BY s ORDER BY t) | call 1 in it is a sum with other",
        "sum(n) OVER (ORDER BY t, id) | call 1 in it is a sum with other",
        "sum(n) OVER (ORDER BY t) + rank() OVER (ORDER BY t) | it has 1 calls, expected 2",
        "sum(n) OVER (ORDER BY t) + id | other columns are kept of rows in it, expected the same"
      })
  void theStateOfOtherCallsIsRefused(String refusal) throws Exception {
    String[] parts = refusal.split(" \\| ");
    OperatorSubtaskState snapshot;
    try (var task = task(new String[] {"sum(n) OVER (ORDER BY t)"}, event())) {
      task.open();
      task.processElement(sale(1, 1), 1000);
      task.processWatermark(1000);
      task.prepareSnapshotPreBarrier(1);
      snapshot = task.snapshot(1, 1);
    }
    try (var task = task(new String[] {parts[0]}, event())) {
      task.initializeState(snapshot);
      assertThatThrownBy(task::open)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE))
          .hasMessageStartingWith("Cannot restore the state of OVER: ")
          .hasMessageContaining(parts[1]);
    }
    try (var task = task(new String[] {"1 + sum(n) OVER (ORDER BY t)"}, event())) {
      task.initializeState(snapshot);
      task.open();
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(2000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(3L));
    }
  }

  @Test
  void anIdleKeyIsForgotten() throws Exception {
    String[] sql = {"count(*) OVER (ORDER BY t ROWS 5 PRECEDING)"};
    try (var task = task(sql, event().idle(Duration.ofSeconds(10)))) {
      task.open();
      task.setProcessingTime(1);
      task.processElement(sale(1, 1), 1000);
      task.setProcessingTime(20_000);
      assertThat(task.numKeyedStateEntries()).isPositive();
      task.processWatermark(1000);
      task.processElement(sale(2, 1), 2000);
      task.processWatermark(2000);
      task.prepareSnapshotPreBarrier(1);
      task.setProcessingTime(100_000);
      assertThat(task.numKeyedStateEntries()).isZero();
      assertThat(task.numProcessingTimeTimers()).isZero();
      task.processElement(sale(3, 1), 3000);
      task.processWatermark(3000);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L), Row.of(2L), Row.of(1L));
    }
  }

  @Test
  void aKeyWhoseRowsAreRefusedIsNotIdle() throws Exception {
    String[] sql = {"count(*) OVER (ORDER BY t)"};
    try (var task = task(sql, event().idle(Duration.ofSeconds(10)).most(1))) {
      task.open();
      for (long second = 1; second < 60; second += 5) {
        task.setProcessingTime(1000 * second);
        task.processElement(sale(100 + second, 1), 100_000 + 1000 * second);
      }
      assertThat(task.numKeyedStateEntries()).isPositive();
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).containsExactly(Row.of(1L));
    }
  }

  @Test
  void partitionsBeyondTheMostAreInTheStateBackend() throws Exception {
    String[] sql = {"sum(n) OVER (PARTITION BY id ORDER BY t)"};
    try (var task = task(sql, event())) {
      task.open();
      int partitions = OverRows.MOST_PARTITIONS + 10;
      for (int i = 0; i < 2 * partitions; i++) {
        Row row = sale(1 + i / partitions, 1);
        row.setField(2, (long) (i % partitions));
        task.processElement(row, time(row));
      }
      task.processWatermark(Long.MAX_VALUE);
      assertThat(task.extractOutputValues()).hasSize(2 * partitions).endsWith(Row.of(2L));
      assertThat(task.extractOutputValues().stream().filter(Row.of(2L)::equals))
          .hasSize(partitions);
    }
  }
}
