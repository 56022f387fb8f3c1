// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * {@code ./millrace fuzz}: each target in a JVM of its own, as many at a time as there are
 * processors. What it finds becomes a file of the corpus, which the tests replay.
 */
@Internal
public final class Fuzz {
  private static final String HELP =
      """
      usage: ./millrace fuzz [TARGET...] [--minutes N | --seconds N] [--seed N]

        arrow, closure, decoder, format, function, regex, signed, sql, state; all of them unless some are
        named, 1 minute each;
        with the same seed other than 0 the same is tried again

      A finding becomes a file in e2e/fuzz/src/test/resources/corpus/TARGET; the exit code is 1.\
      """;

  private static final String GENERATED =
      "io.millrace.wire.ExprProto**:io.millrace.wire.CommonProto**:io.millrace.sql.SqlExpression**";

  private Fuzz() {}

  public static void main(String[] args) throws Exception {
    List<Target> targets = new ArrayList<>();
    int seconds = 60;
    // To libFuzzer 0 is one of its own making, which it writes to the log.
    int seed = 0;
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--help" -> {
            System.out.println(HELP);
            return;
          }
          case "--minutes" -> seconds = 60 * Integer.parseInt(args[++i]);
          case "--seconds" -> seconds = Integer.parseInt(args[++i]);
          case "--seed" -> seed = Integer.parseInt(args[++i]);
          default -> targets.add(Target.valueOf(args[i].toUpperCase(Locale.ROOT)));
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      System.err.println("Cannot fuzz " + String.join(" ", args) + "\n" + HELP);
      System.exit(2);
    }
    System.exit(run(targets.isEmpty() ? List.of(Target.values()) : targets, seconds, seed) ? 0 : 1);
  }

  private static boolean run(List<Target> targets, int seconds, int seed)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (Target target : targets) {
        runs.add(pool.submit(() -> run(target, seconds, seed)));
      }
      boolean clean = true;
      for (Future<Boolean> each : runs) {
        clean &= each.get();
      }
      return clean;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Whether nothing was found. */
  private static boolean run(Target target, int seconds, int seed)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("millrace.root", "."), "e2e", "fuzz");
    Path known = root.resolve("src/test/resources/corpus").resolve(target.word());
    Path work = root.resolve("target/fuzz").resolve(target.word());
    Path seeds = Files.createDirectories(work.resolve("seeds"));
    Path grown = Files.createDirectories(work.resolve("grown"));
    Path found = Files.createDirectories(work.resolve("found"));
    Files.createDirectories(known);
    int number = 0;
    for (byte[] each : Seeds.of(target)) {
      Files.write(seeds.resolve("seed-" + number++), each);
    }
    Path log = work.resolve("log.txt");
    int code = command(target, seconds, seed, found, List.of(grown, known, seeds)).start(log);
    int findings = keep(found, known);
    System.out.printf(
        Locale.ROOT,
        "[fuzz] %-8s %s, %d findings, log %s%n",
        target.word(),
        inputs(log),
        findings,
        log);
    if (code != 0) {
      Files.readAllLines(log).stream()
          .filter(line -> line.matches("(== Java|\\s+at io\\.millrace|Caused by|ERROR).*"))
          .limit(30)
          .forEach(System.out::println);
    }
    return code == 0 && findings == 0;
  }

  private record Command(ProcessBuilder builder) {
    int start(Path log) throws IOException, InterruptedException {
      return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }
  }

  private static Command command(
      Target target, int seconds, int seed, Path found, List<Path> corpus) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A small stack, so that recursion on input is found; a small heap, for what is too large.
    words.addAll(List.of("-Xss512k", "-Xmx1g", "-XX:+EnableDynamicAgentLoading"));
    // What takes more within a row is a finding of its own: a time-out.
    words.add("-Dmillrace.maxRowSteps=20000000");
    words.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add("com.code_intelligence.jazzer.Jazzer");
    words.add("--target_class=" + target.className());
    words.add("--instrumentation_includes=io.millrace.**");
    if (target == Target.CLOSURE) {
      // Code that came is defined as it is.
      words.add("--custom_hook_includes=io.millrace.**");
    }
    // Generated code is large and says nothing of what is new.
    words.add("--instrumentation_excludes=" + GENERATED);
    words.add("--custom_hook_excludes=" + GENERATED);
    words.add("--reproducer_path=" + found.getParent());
    words.add("-artifact_prefix=" + found + "/");
    words.add("-max_total_time=" + seconds);
    words.add("-seed=" + seed);
    words.addAll(
        List.of("-max_len=8192", "-timeout=25", "-rss_limit_mb=3000", "-print_final_stats=1"));
    corpus.forEach(folder -> words.add(folder.toString()));
    return new Command(new ProcessBuilder(words));
  }

  private static int keep(Path found, Path known) throws IOException {
    int findings = 0;
    try (Stream<Path> files = Files.list(found)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.move(
            each,
            known.resolve(each.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        findings++;
      }
    }
    return findings;
  }

  private static String inputs(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("stat::number_of_executed_units:"))
          .map(line -> line.replaceAll("\\D+", "") + " inputs")
          .findFirst()
          .orElse("no count of inputs");
    }
  }
}
