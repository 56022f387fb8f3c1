// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Expr;
import io.millrace.function.FunctionKind;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;

/**
 * Fails when {@code docs/reference/functions.md} is stale; with {@code -Dmillrace.write=true} it
 * writes it. Which cases fail is taken from {@code passed.txt}, which {@code CorpusTest} proves.
 */
class FunctionsPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "reference", "functions.md");
  private static final long MEMORY = 256L << 20;
  private static final int SHOWN = 8;

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    String made = page();
    if (Boolean.getBoolean("millrace.write")) {
      Files.writeString(PAGE, made);
    }
    assertThat(made)
        .as("the page is stale; make it anew with -Dmillrace.write=true, see CONTRIBUTING")
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void everyFunctionThatIsEvaluatedHasAnExample() throws IOException {
    FunctionExamples examples = FunctionExamples.read();
    assertThat(
            Stream.of(FunctionKind.values())
                .flatMap(kind -> Function.all(kind).keySet().stream())
                .filter(Function::isEvaluated)
                .filter(function -> examples.of(function) == null))
        .as(
            "functions without a fact: add a line for each to the .cases of its family and run"
                + " record_cases.py")
        .isEmpty();
  }

  private static String page() throws IOException, URISyntaxException {
    Path corpus = Path.of(FunctionsPageTest.class.getResource("/conformance").toURI());
    Map<String, Ratchet> ratchets = new TreeMap<>();
    for (String line : Files.readAllLines(corpus.resolve("passed.txt"))) {
      if (!line.startsWith("#")) {
        Ratchet ratchet = Ratchet.parse(line);
        ratchets.put(ratchet.area(), ratchet);
      }
    }
    List<FunctionsPage.Difference> differences = new ArrayList<>();
    try (BufferAllocator allocator = ArrowMemory.newAllocator("page", MEMORY);
        InputTables tables = new InputTables(corpus.resolve("inputs"), allocator)) {
      FunctionScores scores = new FunctionScores(tables);
      Evaluation evaluation = new Evaluation(tables, allocator, Mode.BLOCK);
      for (Ratchet ratchet : ratchets.values()) {
        try (BufferedReader lines = lines(corpus.resolve(ratchet.area() + ".jsonl.gz"))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Case asked = Case.parse(line);
            Answer answer = Answer.parse(line);
            String id = asked.id();
            boolean fails = ratchet.fails(id.substring(id.lastIndexOf('/') + 1));
            scores.add(asked, answer, fails);
            if (fails && asked.expr() != null && answer.error() != null) {
              add(asked, answer.error(), evaluation, tables, allocator, differences);
            }
          }
        }
      }
      return FunctionsPage.of(
          scores,
          FunctionExamples.read(),
          differences,
          Reasons.read(corpus.resolve("reasons.txt")));
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
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
    if (outcome.error != null || outcome.defect != null) {
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
