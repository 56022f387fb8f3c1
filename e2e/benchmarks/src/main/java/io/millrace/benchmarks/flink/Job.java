// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.harness.Contestant;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;

/** A job as a contestant: a slot is one run of it over all rows, however long that takes. */
abstract class Job implements Contestant {
  private static final double NANOS = 1e6;

  private final Cluster cluster;
  private final String name;
  private final long count;

  Job(Cluster cluster, String name, long count) {
    this.cluster = cluster;
    this.name = name;
    this.count = count;
  }

  @Override
  public final String name() {
    return name;
  }

  final StreamExecutionEnvironment environment() {
    return cluster.environment();
  }

  /** What it gives for the first rows, in the order of the stream where it has one. */
  abstract List<Row> rows(long first) throws Exception;

  /** The milliseconds of a run, as the cluster counts them, with a sink that does nothing. */
  abstract long millis(long rows) throws Exception;

  @Override
  public final double slot(long nanos, Pace pace) {
    try {
      return millis(count) * NANOS / count;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot run the job of " + name, e);
    }
  }
}
