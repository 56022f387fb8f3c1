// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.core.execution.JobClient;

/**
 * Runs the job over a month of flights, brings it a changed rule and a removal while it runs, and
 * says what happens. Other options of the job may be given, {@code --events} and {@code --rate}
 * first of all; {@code --plain} is for logs.
 */
@Internal
public final class Demo {
  /** A file of rules that arrives when so many events have been read. */
  private record Arrival(long events, String file) {}

  private static final long LOOK_MILLIS = 200;

  private final Path folder;
  private final Path rules;
  private final DemoTally tally;
  private final DemoScreen screen;
  private long read;
  private final Deque<Arrival> arrivals =
      new ArrayDeque<>(
          List.of(new Arrival(9_000, "2-change.jsonl"), new Arrival(18_000, "3-remove.jsonl")));

  private Demo(Path folder, Path work, boolean plain) throws IOException {
    this.folder = folder;
    this.rules = Files.createDirectory(work.resolve("rules"));
    this.tally = new DemoTally(work.resolve("results.jsonl"), work.resolve("errors.jsonl"));
    this.screen = new DemoScreen(plain, DemoRules.meanings(folder));
  }

  public static void main(String[] args) throws Exception {
    List<String> more = new ArrayList<>(Arrays.asList(args));
    boolean plain = more.remove("--plain") || System.console() == null;
    Path folder = Path.of(System.getProperty("millrace.root", "."), "e2e", "demo");
    Path work = Files.createTempDirectory("millrace-demo");
    try {
      new Demo(folder, work, plain).run(options(folder, work, more));
    } catch (BadOption refused) {
      System.err.println(refused.getMessage());
      System.exit(2);
    }
    System.exit(0);
  }

  /** The demo's own options where none are given. */
  private static Options options(Path folder, Path work, List<String> given) throws BadOption {
    Map<String, String> own =
        Map.of(
            "--events",
            folder.resolve("flights-january.csv.gz").toString(),
            "--schema",
            "@" + folder.resolve("flights.schema"),
            "--null",
            "NA",
            "--event-time",
            "to_timestamp_seconds(to_unixtime(time_hour) + minute * 60)",
            "--watermark-lag",
            "24h",
            "--rate",
            given.contains("--events") ? "20000" : "1500");
    List<String> words = new ArrayList<>(given);
    own.forEach(
        (option, value) -> {
          if (!given.contains(option)) {
            words.addAll(List.of(option, value));
          }
        });
    words.addAll(List.of("--rules", work.resolve("rules").toString()));
    words.addAll(List.of("--out", work.resolve("results.jsonl").toString()));
    words.addAll(List.of("--errors", work.resolve("errors.jsonl").toString()));
    return Options.parse(words.toArray(String[]::new));
  }

  private void run(Options options) throws Exception {
    bring("1-start.jsonl");
    Environment environment = Environment.of(options);
    Configuration quick = new Configuration();
    quick.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(250));
    environment.flink().configure(quick);
    RulesPipeline pipeline = new RulesPipeline(options, environment.place());
    pipeline.build(environment.flink());
    screen.start(options, DemoRules.read(folder.resolve("rules/1-start.jsonl")));
    JobClient job = environment.flink().executeAsync("millrace demo");
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    while (!ended(end)) {
      look(count(job));
    }
    tally.update();
    screen.end(tally, count(end.get().getAllAccumulatorResults()));
  }

  private void look(long events) throws IOException {
    tally.update();
    screen.progress(tally, events);
    if (!arrivals.isEmpty() && events >= arrivals.peek().events()) {
      String file = arrivals.remove().file();
      screen.arrival(file, DemoRules.read(folder.resolve("rules").resolve(file)));
      bring(file);
      if (arrivals.isEmpty()) {
        Files.createFile(rules.resolve("END"));
      }
    }
  }

  /** Puts a file among the rules that the job watches, by rename. */
  private void bring(String file) throws IOException {
    Path hidden = rules.resolve("." + file);
    Files.copy(folder.resolve("rules").resolve(file), hidden);
    Files.move(hidden, rules.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean ended(CompletableFuture<JobExecutionResult> end)
      throws InterruptedException, ExecutionException {
    try {
      end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException runs) {
      return false;
    }
  }

  /**
   * As many as before where the job can not say: it has just begun, or its cluster is gone with it.
   */
  private long count(JobClient job) {
    try {
      read = count(job.getAccumulators().get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException | IllegalStateException silent) {
      return read;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return read;
  }

  private static long count(Map<String, Object> accumulators) {
    return accumulators.get(ReadRows.COUNT) instanceof Long events ? events : 0;
  }
}
