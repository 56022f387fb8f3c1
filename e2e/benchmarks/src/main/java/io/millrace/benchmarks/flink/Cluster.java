// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this JVM with one slot, for one job after another. */
public final class Cluster implements AutoCloseable {
  private final MiniCluster cluster;
  private final URI address;

  public Cluster() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    try {
      cluster.start();
      address = cluster.getRestAddress().get();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot start a cluster", e);
    }
  }

  /** Objects are reused by all jobs. */
  public StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    return StreamExecutionEnvironment.createRemoteEnvironment(
        address.getHost(), address.getPort(), configuration);
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
