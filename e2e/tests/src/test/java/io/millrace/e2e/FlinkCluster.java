// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** A JobManager and TaskManagers of two slots each, every one a JVM of its own, on loopback. */
final class FlinkCluster implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Path java;
  private final Path clientJava;
  private final String classPath;
  private final Path directory;
  private final Rest rest;
  private final Map<String, Program> taskManagers = new LinkedHashMap<>();
  private final List<Program> programs = new ArrayList<>();

  private FlinkCluster(Path java, Path clientJava, String classPath, Path directory, Rest rest) {
    this.java = java;
    this.clientJava = clientJava;
    this.classPath = classPath;
    this.directory = directory;
    this.rest = rest;
  }

  /**
   * @param more jars that somebody has put into {@code lib}
   */
  static FlinkCluster start(Path lib, Path directory, int taskManagers, Path... more)
      throws IOException {
    return start(Path.of(System.getProperty("java.home")), lib, directory, taskManagers, more);
  }

  /**
   * @param java the home of the Java that runs it
   */
  static FlinkCluster start(Path java, Path lib, Path directory, int taskManagers, Path... more)
      throws IOException {
    String classPath =
        Stream.concat(Stream.of(lib + "/*"), Stream.of(more).map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    int rest = freePort();
    int rpc = freePort();
    Files.writeString(directory.resolve("config.yaml"), configuration(directory, rest, rpc));
    Files.writeString(directory.resolve("log4j2.properties"), LOGGING);
    FlinkCluster cluster =
        new FlinkCluster(java, JavaRuntime.ofClients(), classPath, directory, new Rest(rest));
    try {
      cluster.launch(
          "jobmanager",
          "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
          List.of());
      for (int i = 1; i <= taskManagers; i++) {
        String id = "taskmanager-" + i;
        Program program =
            cluster.launch(
                id,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                List.of("-D", "taskmanager.resource-id=" + id));
        cluster.taskManagers.put(id, program);
      }
      cluster.await(
          "two slots of each TaskManager",
          () -> cluster.number("/overview", "/slots-total") == 2L * taskManagers);
      return cluster;
    } catch (RuntimeException | Error failed) {
      cluster.close();
      throw failed;
    }
  }

  private static final String LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = console
      appender.console.name = console
      appender.console.type = CONSOLE
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1.} - %m%n
      """;

  /** Restarts go on until the heartbeat has told that the killed TaskManager is gone. */
  private static String configuration(Path directory, int rest, int rpc) {
    return """
    jobmanager.rpc.address: localhost
    jobmanager.rpc.port: %d
    jobmanager.bind-host: localhost
    rest.address: localhost
    rest.bind-address: localhost
    rest.port: %d
    web.refresh-interval: 100
    rest.cache.checkpoint-statistics.timeout: 100 ms
    metrics.fetcher.update-interval: 100
    blob.service.cleanup.interval: 1
    jobstore.type: Memory
    blob.server.port: 0
    taskmanager.host: localhost
    taskmanager.bind-host: localhost
    taskmanager.numberOfTaskSlots: 2
    taskmanager.cpu.cores: 1
    taskmanager.memory.framework.heap.size: 128m
    taskmanager.memory.framework.off-heap.size: 64m
    taskmanager.memory.jvm-metaspace.size: 128m
    taskmanager.memory.jvm-overhead.min: 64m
    taskmanager.memory.jvm-overhead.max: 64m
    taskmanager.memory.task.heap.size: 256m
    taskmanager.memory.task.off-heap.size: 64m
    taskmanager.memory.managed.size: 32m
    taskmanager.memory.network.min: 64m
    taskmanager.memory.network.max: 64m
    taskmanager.load-balance.mode: SLOTS
    pekko.startup-timeout: 60 s
    pekko.ask.timeout: 60 s
    heartbeat.interval: 1000
    heartbeat.timeout: 10000
    restart-strategy.type: fixed-delay
    restart-strategy.fixed-delay.attempts: 100
    restart-strategy.fixed-delay.delay: 500 ms
    slot.request.timeout: 60000
    execution.checkpointing.storage: filesystem
    execution.checkpointing.dir: %s
    io.tmp.dirs: %s
    """
        .formatted(rpc, rest, directory.resolve("checkpoints").toUri(), directory.resolve("tmp"));
  }

  private Program launch(String name, String main, List<String> more) {
    List<String> args = new ArrayList<>(List.of("--configDir", directory.toString()));
    args.addAll(more);
    List<String> jvm =
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j.configurationFile=" + directory.resolve("log4j2.properties"));
    Program program =
        Program.start(
            name,
            directory,
            Map.of(),
            Program.java(java, jvm, classPath, main, args.toArray(String[]::new)));
    programs.add(program);
    return program;
  }

  /** The client: {@code flink run} with the given arguments; returns once it is started. */
  Program run(String name, List<String> arguments) {
    List<String> args = new ArrayList<>(List.of("run"));
    args.addAll(arguments);
    return client(name, classPath, "org.apache.flink.client.cli.CliFrontend", args);
  }

  /** Flink's SQL client with a script and jars; returns once it is started. */
  Program sql(String name, String client, Path script, List<String> arguments) {
    List<String> args = new ArrayList<>(List.of("embedded", "-f", script.toString()));
    args.addAll(arguments);
    return client(
        name,
        client + File.pathSeparator + classPath,
        "org.apache.flink.table.client.SqlClient",
        args);
  }

  /** Writes {@code flink} of a distribution into a directory, for commands of a page. */
  void writeClient(Path target) throws IOException {
    String command =
        String.join(
            "' '",
            Program.java(
                clientJava,
                List.of("-Xmx256m"),
                classPath,
                "org.apache.flink.client.cli.CliFrontend"));
    Path file =
        Files.writeString(
            target.resolve("flink"),
            "#!/usr/bin/env bash\nFLINK_CONF_DIR='%s' exec '%s' \"$@\"\n"
                .formatted(directory, command));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Program client(String name, String classPath, String main, List<String> args) {
    List<String> jvm =
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j.configurationFile=" + directory.resolve("log4j2.properties"));
    Program program =
        Program.start(
            name,
            directory,
            Map.of("FLINK_CONF_DIR", directory.toString()),
            Program.java(clientJava, jvm, classPath, main, args.toArray(String[]::new)));
    programs.add(program);
    return program;
  }

  /** The id of the one job, once it runs. */
  String job() {
    await("a running job", () -> "RUNNING".equals(text("/jobs/overview", "/jobs/0/state")));
    return text("/jobs/overview", "/jobs/0/jid");
  }

  Program taskManager(String id) {
    return taskManagers.get(id);
  }

  /** A TaskManager on which a part of the job runs. */
  String hostOf(String job) {
    String vertex = text("/jobs/" + job, "/vertices/0/id");
    return text(
        "/jobs/" + job + "/vertices/" + vertex + "/taskmanagers", "/taskmanagers/0/taskmanager-id");
  }

  /** Polls until it is so; an end of the cluster's programs or of patience is a failure. */
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || hasLost()) {
        StringBuilder found = new StringBuilder();
        programs.forEach(each -> found.append(each.tail()).append('\n'));
        throw new AssertionError(
            "No " + what + " within " + DEADLINE + ", or a program ended\n" + found);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Whether a program has ended that was not killed. */
  private boolean hasLost() {
    return programs.stream().anyMatch(each -> !each.isAlive() && !each.isKilled());
  }

  Rest rest() {
    return rest;
  }

  /** Runs the main class of an uploaded jar in the JobManager; the job goes on by itself. */
  ClusterJob submit(String jar, Map<String, ?> request) {
    return new ClusterJob(this, rest.post("/jars/" + jar + "/run", request).get("jobid").asText());
  }

  /** Those that still run, if any. */
  void cancelJobs() {
    for (JsonNode job : rest.get("/jobs", "/jobs")) {
      if (job.get("status").asText().equals("RUNNING")) {
        new ClusterJob(this, job.get("id").asText()).cancel();
      }
    }
  }

  /** The JobManager and the TaskManagers. */
  List<Program> servers() {
    List<Program> servers = new ArrayList<>(taskManagers.values());
    servers.add(0, programs.get(0));
    return servers;
  }

  /** At a JSON pointer of what REST answers; -1 if there is none, or no answer. */
  long number(String path, String pointer) {
    JsonNode found = rest.get(path, pointer);
    return found.isMissingNode() ? -1 : found.asLong();
  }

  /** At a JSON pointer of what REST answers; null if there is none, or no answer. */
  String text(String path, String pointer) {
    JsonNode found = rest.get(path, pointer);
    return found.isMissingNode() || found.isNull() ? null : found.asText();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    for (Program each : programs) {
      if (each.isAlive()) {
        throw new UncheckedIOException(new IOException("A process of the cluster was left behind"));
      }
    }
  }
}
