// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A job of the DataStream API. */
final class StreamJob<T> extends Job {
  /** Puts the job's operators behind its source. */
  interface Pipeline<T> {
    DataStream<T> of(StreamExecutionEnvironment env, long count);
  }

  private final Pipeline<T> pipeline;
  private final Function<T, Row> view;

  /**
   * @param view the row that an element of the result stands for
   */
  StreamJob(Cluster cluster, String name, long count, Pipeline<T> pipeline, Function<T, Row> view) {
    super(cluster, name, count);
    this.pipeline = pipeline;
    this.view = view;
  }

  @Override
  List<Row> rows(long first) throws Exception {
    StreamExecutionEnvironment env = environment();
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<T> results = pipeline.of(env, first).executeAndCollect()) {
      results.forEachRemaining(each -> rows.add(view.apply(each)));
    }
    return rows;
  }

  @Override
  long millis(long rows) throws Exception {
    StreamExecutionEnvironment env = environment();
    pipeline.of(env, rows).sinkTo(new DiscardingSink<>());
    return env.execute().getNetRuntime();
  }
}
