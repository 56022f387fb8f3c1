// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import io.millrace.MillraceException;
import io.millrace.benchmarks.eval.EvalSuite;
import io.millrace.benchmarks.eval.NestedSuite;
import io.millrace.benchmarks.eval.WindowsSuite;
import io.millrace.benchmarks.flink.FlinkSuite;
import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.latency.LatencySuite;
import io.millrace.benchmarks.rows.RowsSuite;
import io.millrace.benchmarks.rules.RulesSuite;
import io.millrace.benchmarks.run.Options;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.serde.SerdeSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * {@code millrace bench [SUITE...] [OPTIONS]}: runs suites, prints their tables and writes them,
 * with every figure as CSV, beside the other files of the build. Exit code 1 says that a contestant
 * gave a wrong answer.
 */
@Internal
public final class Bench {
  private static final List<Suite> SUITES =
      List.of(
          new EvalSuite(),
          new WindowsSuite(),
          new NestedSuite(),
          new RowsSuite(),
          new RulesSuite(),
          new LatencySuite(),
          new SerdeSuite(),
          new FlinkSuite());

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    try {
      Options options = Options.parse(List.of(arguments));
      System.exit(run(options, chosen(options)) ? 0 : 1);
    } catch (MillraceException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static List<Suite> chosen(Options options) {
    List<String> names = SUITES.stream().map(Suite::name).toList();
    for (String asked : options.suites()) {
      if (!names.contains(asked)) {
        throw Options.refusal("suite " + asked, String.join(", ", names) + " or all");
      }
    }
    return SUITES.stream()
        .filter(suite -> options.suites().isEmpty() || options.suites().contains(suite.name()))
        .toList();
  }

  /** False if a contestant was wrong. */
  private static boolean run(Options options, List<Suite> suites) throws IOException {
    Path root = Path.of(System.getProperty("millrace.root"));
    Path directory = Files.createDirectories(root.resolve("e2e/benchmarks/target/bench"));
    Path python = Path.of(System.getProperty("millrace.python"));
    Path worker = root.resolve("e2e/benchmarks/src/main/python/datafusion_worker.py");
    Results results = new Results(System.err);
    try (DataFusion judge = DataFusion.start(python, worker, directory)) {
      Machine machine = Machine.here(judge.version());
      for (Suite suite : suites) {
        long start = System.nanoTime();
        suite.run(new Run(options, results, Optional.of(judge), directory));
        System.err.printf(
            "%s took %d s%n", suite.name(), (System.nanoTime() - start) / 1_000_000_000);
        Csv.write(directory.resolve("bench.csv"), machine, results.all());
      }
      String report = report(machine, suites, results);
      System.out.println(report);
      Files.writeString(directory.resolve("bench.md"), report);
      if (options.markdown().isPresent()) {
        Files.writeString(options.markdown().get(), report);
      }
    }
    return !results.anyWrong();
  }

  private static String report(Machine machine, List<Suite> suites, Results results) {
    List<String> parts = new ArrayList<>();
    parts.add("Measured " + machine + ".\n");
    Table aims = new Table("What was to be reached", List.of("", "aim", "got", "reached"));
    for (Suite suite : suites) {
      for (Aim aim : suite.aims(results)) {
        aims.add(aim.cells());
      }
    }
    parts.add(aims.toString());
    for (Suite suite : suites) {
      suite.tables(results).forEach(table -> parts.add(table.toString()));
    }
    return String.join("\n", parts);
  }
}
