// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Result.Problem;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.run.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says. */
class ReportTest {
  @TempDir Path directory;

  @Test
  void medianAndQuartilesLieBetweenSlots() {
    Spread spread = Spread.of(4, 1, 3, 2);
    assertThat(spread).isEqualTo(new Spread(2.5, 1.75, 3.25, 4));
    assertThat(spread).hasToString("2.50 ±30%");
    assertThat(spread.times(1000)).hasToString("2,500 ±30%");
  }

  @Test
  void anAimIsReachedOrNotOrNotMeasured() {
    OptionalDouble mean =
        Aim.mean(List.of(OptionalDouble.of(2), OptionalDouble.empty(), OptionalDouble.of(8)));
    assertThat(Aim.atLeast("fast", 3.5, "×", mean).cells())
        .containsExactly("fast", "≥ 3.5×", "4.00×", "yes");
    assertThat(Aim.atMost("small", 3, " B", mean).cells())
        .containsExactly("small", "≤ 3 B", "4.00 B", "no");
    assertThat(Aim.atMost("small", 3, " B", OptionalDouble.empty()).cells())
        .containsExactly("small", "≤ 3 B", "not measured", "–");
  }

  @Test
  void tablesAreMarkdown() {
    Table table = new Table("times", List.of("", "ours"));
    table.add(List.of("a + b", "1"));
    assertThat(table)
        .hasToString(
            """
            ### times

            |       | ours |
            | ----- | ---- |
            | a + b | 1    |
            """);
  }

  @Test
  void figuresAreWrittenWithWhatTheyWereTakenOn() throws IOException {
    Path file = directory.resolve("bench.csv");
    Machine machine = new Machine(LocalDate.of(2026, 1, 2), 2, "JVM 17", "Linux", "55.0.0");
    Csv.write(
        file,
        machine,
        List.of(
            new Result("eval", "e01", "8192", "ours", "fused", "ns", Spread.of(2), null),
            new Result(
                "eval",
                "e02",
                "1",
                "other",
                "",
                "",
                null,
                new Problem(Problem.Kind.WRONG, "1, \"2\""))));
    String on = "\"2026-01-02, 2 CPUs, Linux, JVM 17, DataFusion 55.0.0\"";
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "suite,subject,variant,contestant,tier,unit,median,lower_quartile,upper_quartile,"
                + "slots,problem,machine",
            "eval,e01,8192,ours,fused,ns,2.0,2.0,2.0,1,," + on,
            "eval,e02,1,other,,,,,,,\"WRONG: 1, \"\"2\"\"\"," + on);
  }

  @Test
  void optionsSayWhatIsAskedFor() {
    Options options =
        Options.parse(
            List.of("eval", "--quick", "--fastest", "--only", "e0[12]", "--sizes", "1,256"));
    assertThat(options.suites()).containsExactly("eval");
    assertThat(options.quick()).isTrue();
    assertThat(options.pace()).isEqualTo(Contestant.Pace.FASTEST);
    assertThat(options.sizes()).containsExactly(1, 256);
    assertThat(options.wants("e02")).isTrue();
    assertThat(options.wants("e03")).isFalse();
    assertThat(Options.parse(List.of("all"))).isEqualTo(Options.ALL);
  }

  @Test
  void wrongOptionsAreRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--slow"),
            List.of("--only"),
            List.of("--only", "("),
            List.of("--sizes", "0"))) {
      assertThatThrownBy(() -> Options.parse(wrong))
          .isInstanceOf(MillraceException.class)
          .hasMessageStartingWith("Cannot run benchmarks: found ");
    }
  }
}
