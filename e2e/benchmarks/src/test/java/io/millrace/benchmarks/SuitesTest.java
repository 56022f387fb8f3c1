// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.eval.EvalSuite;
import io.millrace.benchmarks.eval.NestedSuite;
import io.millrace.benchmarks.eval.WindowsSuite;
import io.millrace.benchmarks.flink.FlinkSuite;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.latency.LatencySuite;
import io.millrace.benchmarks.rows.RowsSuite;
import io.millrace.benchmarks.rules.RulesSuite;
import io.millrace.benchmarks.run.Options;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.serde.SerdeSuite;
import io.millrace.benchmarks.workload.Fresh;
import io.millrace.benchmarks.workload.NestedRows;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.expr.Expr;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every contestant runs, and says what DataFusion says, where that is installed. */
class SuitesTest {
  private static final Slots SHORT = Slots.millis(0, 1, 1);

  @TempDir static Path directory;
  private static Optional<DataFusion> judge;

  private final Results results =
      new Results(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));

  @BeforeAll
  static void start() throws Exception {
    judge = Judge.start(directory);
  }

  @AfterAll
  static void stop() {
    judge.ifPresent(DataFusion::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256, 1000, 8192})
  void allAgreeOnBatchesOfAnySize(int size) {
    EvalSuite suite = new EvalSuite();
    suite.run(run(), Rows.generate(size == 1 ? 300 : 10_000), size, SHORT);

    assertThat(problems()).isEmpty();
    assertThat(results.all())
        .extracting(Result::subject)
        .containsAll(Query.ALL.stream().map(Query::id).toList());
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void slidingFramesAreThoseOfDataFusion() {
    WindowsSuite suite = new WindowsSuite();
    suite.run(run(), Rows.generate(20_000), SHORT);

    assertThat(problems()).isEmpty();
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void allAgreeOnListsAndMaps() {
    NestedSuite suite = new NestedSuite();
    suite.run(run(), NestedRows.generate(10_000), 1000, SHORT);

    assertThat(problems()).isEmpty();
    assertThat(results.all())
        .extracting(Result::subject)
        .containsAll(Query.NESTED.stream().map(Query::id).toList());
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void allAgreeOnJavaObjects() {
    RowsSuite suite = new RowsSuite();
    suite.run(run(), Rows.generate(500), SHORT);

    assertThat(problems()).isEmpty();
    assertThat(results.all())
        .extracting(Result::contestant)
        .contains("millrace", "hand-written", "CEL", "JEXL", "Aviator");
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void allRulesMatchTheSameRows() {
    RulesSuite suite = new RulesSuite();
    suite.match(run(), 40, Rows.generate(1500), SHORT);
    suite.hold(run(), 200);
    suite.check(run());

    assertThat(problems()).isEmpty();
    assertThat(suite.tables(results)).hasSize(6);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void allFirstValuesAreTheSame() {
    LatencySuite suite = new LatencySuite();
    suite.warm(run(), 30, SHORT);

    assertThat(problems()).isEmpty();
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void freshExpressionsHaveTheNodesTheySay() {
    for (int i = 0; i < 100; i++) {
      assertThat(nodes(Fresh.parse(Fresh.constants(i)))).isEqualTo(Fresh.NODES);
      assertThat(nodes(Fresh.parse(Fresh.shape(i)))).isEqualTo(Fresh.NODES);
    }
  }

  private static int nodes(Expr expr) {
    // A chain of one operator is one node with many operands here, and many nodes as it travels.
    int own = expr instanceof Expr.Binary chain ? chain.operands().size() - 1 : 1;
    return own + expr.children().stream().mapToInt(SuitesTest::nodes).sum();
  }

  @Test
  void allSerializersGiveBackWhatWentIn() {
    SerdeSuite suite = new SerdeSuite();
    suite.check(run());

    assertThat(problems()).isEmpty();
    assertThat(results.all()).hasSize(6).allMatch(each -> each.spread().median() > 0);
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void allJobsGiveTheSameRows() {
    FlinkSuite suite = new FlinkSuite();
    suite.check(run());

    assertThat(problems()).isEmpty();
    assertThat(suite.tables(results)).hasSize(1);
    assertThat(suite.aims(results)).isNotEmpty();
  }

  @Test
  void fewerRowsAreTheFirstOfMore() {
    assertThat(Rows.generate(100).columns())
        .zipSatisfy(
            Rows.generate(1000).columns(),
            (few, many) -> {
              for (int i = 0; i < few.rows(); i++) {
                assertThat(few.get(i)).isEqualTo(many.get(i));
              }
            });
  }

  private Run run() {
    return new Run(Options.ALL, results, judge, directory);
  }

  /** But for the one function that this release does not have. */
  private List<Result> problems() {
    return results.all().stream()
        .filter(each -> each.problem() != null && !each.subject().equals("g04"))
        .toList();
  }
}
