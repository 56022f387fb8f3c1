// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates in a query that fails between checkpoints, many a second, and goes on. */
class TableCheckpointsTest {
  private static final long ROWS = 60_000;
  private static final long GROUPS = 500;
  private static final AtomicInteger COMPLETED = new AtomicInteger();
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aQueryThatFailsAndGoesOnHasTheAnswersOfOneThatDoesNot(String backend) throws Exception {
    COMPLETED.set(0);
    FAILED.set(false);
    Configuration configuration = new Configuration();
    configuration.setString("state.backend.type", backend);
    configuration.setString("execution.checkpointing.interval", "10 ms");
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "1");
    configuration.setString("restart-strategy.fixed-delay.delay", "1 ms");
    configuration.setString("parallelism.default", "1");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.executeSql("LOAD MODULE millrace");
    DataStream<Long> ids = env.fromSequence(0, ROWS - 1).map(new FailsOnce());
    tables.createTemporaryView("ids", tables.fromDataStream(ids).as("id"));
    Map<Integer, Row> last = new HashMap<>();
    try (CloseableIterator<Row> all =
        tables
            .sqlQuery(
                """
                SELECT k, df_count(v), df_sum(v), df_median(v), df_approx_percentile_cont(v, 0.5e0)
                FROM (SELECT MOD(id, 500) AS k, CAST(MOD(id * 7919, 1009) AS DOUBLE) AS v FROM ids)
                GROUP BY k
                """)
            .execute()
            .collect()) {
      all.forEachRemaining(
          row -> {
            if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
              last.put((Integer) row.getField(0), row);
            }
          });
    }

    assertThat(FAILED).isTrue();
    assertThat(last).hasSize((int) GROUPS);
    last.forEach(TableCheckpointsTest::check);
  }

  private static void check(int group, Row row) {
    double[] values =
        LongStream.range(0, ROWS / GROUPS)
            .mapToDouble(i -> (i * GROUPS + group) * 7919 % 1009)
            .sorted()
            .toArray();
    double median = (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
    assertThat(row.getField(1)).isEqualTo((long) values.length);
    assertThat(row.getField(2)).isEqualTo(sum(values));
    assertThat(row.getField(3)).isEqualTo(median);
    assertThat((double) row.getField(4)).isCloseTo(median, within(20.0));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double each : values) {
      sum += each;
    }
    return sum;
  }

  /** When a third of the rows are through and some checkpoints with them. */
  private static final class FailsOnce implements MapFunction<Long, Long>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(Long id) {
      if (id > ROWS / 3 && COMPLETED.get() > 3 && FAILED.compareAndSet(false, true)) {
        throw new IllegalStateException("a failure of the test's own");
      }
      return id;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      COMPLETED.incrementAndGet();
    }
  }
}
