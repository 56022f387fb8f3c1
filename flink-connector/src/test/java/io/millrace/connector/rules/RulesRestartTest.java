// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that copies rules from one directory to another, and loses its TaskManagers. */
class RulesRestartTest {
  private static final int RULES = 20;

  @TempDir Path directory;

  @Test
  void eachRuleIsWrittenOnceWhateverIsLost() throws Exception {
    Path from = Files.createDirectory(directory.resolve("from"));
    Path to = directory.resolve("to");
    try (MiniCluster cluster = cluster()) {
      cluster.start();
      TableEnvironment tables = tables(cluster.getRestAddress().get());
      tables.executeSql(table("source", from));
      tables.executeSql(table("sink", to));
      TableResult job = tables.executeSql("INSERT INTO sink SELECT * FROM source");

      write(from, 0);
      awaitRules(to, RULES);
      lose(cluster, 0);
      write(from, 1);
      lose(cluster, 1);
      awaitRules(to, 2 * RULES);
      write(from, 2);
      lose(cluster, 2);
      Files.createFile(from.resolve("END"));
      job.await(2, TimeUnit.MINUTES);
    }

    assertThat(rules(to))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 3 * RULES).mapToObj(RulesRestartTest::rule).toList());
  }

  private static MiniCluster cluster() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build());
  }

  private static TableEnvironment tables(URI rest) {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("execution.target", "remote");
    tables.getConfig().set("rest.address", rest.getHost());
    tables.getConfig().set("rest.port", String.valueOf(rest.getPort()));
    tables.getConfig().set("parallelism.default", "1");
    tables.getConfig().set("execution.checkpointing.interval", "100 ms");
    tables.getConfig().set("restart-strategy.type", "fixed-delay");
    tables.getConfig().set("restart-strategy.fixed-delay.attempts", "100");
    tables.getConfig().set("restart-strategy.fixed-delay.delay", "50 ms");
    return tables;
  }

  private static String table(String name, Path path) {
    return "CREATE TEMPORARY TABLE %s (id STRING, revision BIGINT, `sql` STRING) WITH ('connector' = 'millrace-rules', 'path' = '%s')"
        .formatted(name, path.toUri());
  }

  private static void lose(MiniCluster cluster, int taskManager) throws Exception {
    cluster.terminateTaskManager(taskManager).get(1, TimeUnit.MINUTES);
    cluster.startTaskManager();
  }

  private static String rule(int number) {
    return "{\"id\":\"r%d\",\"revision\":1,\"sql\":\"n > %d\"}".formatted(number, number);
  }

  /** Moved in, so that it is never seen half written. */
  private void write(Path from, int part) throws IOException {
    List<String> lines =
        IntStream.range(part * RULES, (part + 1) * RULES).mapToObj(RulesRestartTest::rule).toList();
    Path file = Files.write(directory.resolve("part"), lines);
    Files.move(file, from.resolve(part + ".jsonl"));
  }

  private static void awaitRules(Path to, int count) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (rules(to).size() < count) {
      assertThat(System.nanoTime()).as("rules: %s", rules(to)).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Of the files that are there for others to read. */
  private static List<String> rules(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file :
            files.filter(each -> !each.getFileName().toString().startsWith(".")).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
