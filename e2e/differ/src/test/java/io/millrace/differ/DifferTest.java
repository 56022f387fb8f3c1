// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real DataFusion answers, for expressions made by chance and for those once mended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final int COUNT = Integer.getInteger("count", 5_000);
  private static final long SEED = Long.getLong("seed", 55);

  private Asking asking;

  @BeforeAll
  void open() throws IOException {
    Optional<Path> python = Python.withDataFusion(ROOT);
    if (python.isEmpty()) {
      assertThat(System.getenv("MILLRACE_REQUIRE_PYTHON"))
          .as("there is no Python that makes virtual environments")
          .isNotEqualTo("1");
      Assumptions.abort("no Python");
    }
    asking = new Asking(ROOT, python.get());
  }

  @AfterAll
  void close() throws IOException {
    if (asking != null) {
      asking.close();
    }
  }

  @Test
  void expressionsMadeByChanceGiveWhatDataFusionGives() throws IOException {
    Generator generator = Differ.generator(ROOT, Grammar.read(Evaluated::orNoFunction), SEED);
    Tally tally = new Differ(asking, generator, System.out, Differ.Shown.DIFFERENT).run(COUNT);
    System.out.println("seed " + SEED + ": " + tally);
    assertThat(tally.findings()).as("seed %d", SEED).isEmpty();
    assertThat(tally.exceeded()).as("seed %d", SEED).isEmpty();
    assertThat(tally.shareOfValues()).isGreaterThan(0.7);
  }

  static Stream<String> regressions() throws IOException {
    try (InputStream lines = DifferTest.class.getResourceAsStream("/regressions.tsv")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void whatOnceDifferedStaysMended(String line) throws IOException {
    Asked asked = Asked.parse(line);
    assertThat(asking.ask(asked.question(), asked.rows()).differences()).isEmpty();
  }
}
