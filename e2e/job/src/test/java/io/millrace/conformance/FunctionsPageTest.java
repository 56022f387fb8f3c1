// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Expr;
import io.millrace.memory.ArrowMemory;
import io.millrace.wire.ExprCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;

/**
 * Fails when {@code docs/reference/functions.md} is stale. Another corpus than that of the tests is
 * asked with {@code -Dmillrace.corpus=DIRECTORY}.
 */
class FunctionsPageTest {
  private static final long MEMORY = 256L << 20;
  private static final int SHOWN = 8;

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    Path page = Path.of("..", "..", "docs", "reference", "functions.md");
    Path made = Path.of("target", "functions.md");
    Files.writeString(made, FunctionsPage.of(differences(corpus())));
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as("%s is stale, copy %s of this module over it", page, made)
        .isEqualTo(Files.readString(made));
  }

  private static Path corpus() throws URISyntaxException {
    String other = System.getProperty("millrace.corpus");
    return other == null
        ? Path.of(FunctionsPageTest.class.getResource("/conformance").toURI())
        : Path.of(other);
  }

  private static List<FunctionsPage.Difference> differences(Path corpus) throws IOException {
    List<FunctionsPage.Difference> differences = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(corpus)) {
      files = all.filter(file -> file.toString().endsWith(".jsonl.gz")).sorted().toList();
    }
    try (BufferAllocator allocator = ArrowMemory.newAllocator("page", MEMORY);
        InputTables tables = new InputTables(corpus.resolve("inputs"), allocator)) {
      Evaluation evaluation = new Evaluation(tables, allocator, Mode.BLOCK);
      for (Path file : files) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String error = Answer.parse(line).error();
            if (error != null) {
              add(Case.parse(line), error, evaluation, tables, allocator, differences);
            }
          }
        }
      }
    }
    return differences;
  }

  private static void add(
      Case asked,
      String error,
      Evaluation evaluation,
      InputTables tables,
      BufferAllocator allocator,
      List<FunctionsPage.Difference> differences)
      throws IOException {
    Outcome outcome = evaluation.of(asked);
    if (asked.expr() == null || outcome.error != null || outcome.defect != null) {
      return;
    }
    Expr expr = ExprCodec.create().decode(asked.expr());
    if (Protection.decides(expr, asked.kind(), tables.get(asked.input()))) {
      ArrowTable answer = ArrowTable.read(outcome.result, allocator);
      List<Object> values = new ArrayList<>();
      answer.rows().stream().limit(SHOWN).forEach(row -> values.add(row.get(0)));
      String shown = values + (answer.rows().size() > SHOWN ? " …" : "");
      differences.add(new FunctionsPage.Difference(asked.id(), asked.sql(), error, shown));
    }
  }
}
