// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.memory.ArrowMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DataFusion's answers, against ours. {@code passed.txt} says of each area which cases do not pass;
 * that another one does not is a failure. A case whose answers are not the same by row, by block,
 * fused and from Arrow to Arrow does not pass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
  private static final long MEMORY = 256L << 20;
  private static final int SHOWN = 10;
  private static final String HEAD =
      "# SPDX-License-Identifier: Apache-2.0\n"
          + "# Area, cases that pass of all, and the numbers of those that do not.\n";

  private final Map<String, Ratchet> found = new TreeMap<>();
  private Path corpus;
  private BufferAllocator allocator;
  private InputTables tables;

  @BeforeAll
  void open() throws URISyntaxException {
    corpus = Path.of(CorpusTest.class.getResource("/conformance").toURI());
    allocator = ArrowMemory.newAllocator("corpus", MEMORY);
    tables = new InputTables(corpus.resolve("inputs"), allocator);
  }

  @AfterAll
  void close() throws IOException {
    tables.close();
    allocator.close();
    Files.writeString(
        Path.of("target", "passed.txt"),
        HEAD + found.values().stream().map(each -> each + "\n").collect(Collectors.joining()));
  }

  static Stream<String> areas() throws IOException, URISyntaxException {
    return lines("passed.txt").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("areas")
  void noCaseOfAnAreaFailsThatPassed(String area) throws Exception {
    Ratchet before = Ratchet.parse(lines("passed.txt").get(area));
    List<String> numbers = new ArrayList<>();
    Map<String, String> differences = new LinkedHashMap<>();
    Evaluation evaluation = new Evaluation(tables, allocator, null);
    run(area, evaluation, numbers, differences);
    Ratchet now = Ratchet.of(area, numbers, List.copyOf(differences.keySet()));
    found.put(area, now);
    if (now.passed() != before.passed()) {
      System.out.println(area + ": " + now.passed() + " pass, before " + before.passed());
    }
    List<String> worse =
        differences.entrySet().stream()
            .filter(each -> !before.fails(each.getKey()))
            .map(each -> area + "/" + each.getKey() + "  " + each.getValue())
            .toList();
    assertThat(numbers).as("cases of %s", area).hasSize(before.cases());
    assertThat(worse.stream().limit(SHOWN).toList())
        .as(
            "%d cases of %s no longer pass; if that is right, copy target/passed.txt of this"
                + " module over that of its test resources",
            worse.size(), area)
        .isEmpty();
    requireModes(area, evaluation.counts());
  }

  /** Each case is run in all modes; {@code modes.txt} says how many expressions take to each. */
  private static void requireModes(String area, ModeCounts counts) throws Exception {
    System.out.println(area + ": " + counts);
    String found = area + " " + counts.rows() + " " + counts.fused();
    String[] written = lines("modes.txt").get(area).split(" ");
    assertThat(List.of(counts.rows(), counts.fused()))
        .as("by row and fused; if it is right that they are fewer, write in modes.txt: " + found)
        .zipSatisfy(
            List.of(Integer.valueOf(written[1]), Integer.valueOf(written[2])),
            (now, before) -> assertThat(now).isGreaterThanOrEqualTo(before));
  }

  @Test
  void everyAreaIsAsked() throws Exception {
    try (Stream<Path> files = Files.list(corpus)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".jsonl.gz"))
          .extracting(name -> name.replace(".jsonl.gz", ""))
          .containsExactlyInAnyOrderElementsOf(lines("passed.txt").keySet());
    }
  }

  private void run(
      String area, Evaluation evaluation, List<String> numbers, Map<String, String> differences)
      throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus.resolve(area + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Case asked = Case.parse(line);
        String number = asked.id().substring(asked.id().lastIndexOf('/') + 1);
        numbers.add(number);
        String difference = Answer.parse(line).difference(evaluation.of(asked), allocator);
        if (difference != null) {
          differences.put(number, asked.sql() + "\n      " + difference);
        }
      }
    }
  }

  private static Map<String, String> lines(String name) throws IOException, URISyntaxException {
    Path file = Path.of(CorpusTest.class.getResource("/conformance/" + name).toURI());
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(' ')),
                line -> line,
                (a, b) -> a,
                TreeMap::new));
  }
}
