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
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A sample of DataFusion's answers, against ours. {@code passed.txt} says of each area how many
 * cases pass and which do not: any change, for the worse or the better, is to be written there. A
 * case whose answers are not the same by row, by block, fused and from Arrow to Arrow does not
 * pass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
  private static final long MEMORY = 256L << 20;
  private static final int SHOWN = 10;

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
  }

  static Stream<String> areas() throws IOException, URISyntaxException {
    return ratchet().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("areas")
  void answersAsManyCasesOfAnAreaAsWritten(String area) throws Exception {
    String written = ratchet().get(area);
    Map<String, String> differences = new TreeMap<>();
    Evaluation evaluation = new Evaluation(tables, allocator, null);
    int cases = run(area, evaluation, differences);
    String found = line(area, cases, differences.keySet());
    assertThat(found).as(() -> advice(area, written, found, differences)).isEqualTo(written);
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
          .containsExactlyInAnyOrderElementsOf(ratchet().keySet());
    }
  }

  /** The number of cases; the others are those that pass. */
  private int run(String area, Evaluation evaluation, Map<String, String> differences)
      throws IOException {
    int cases = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus.resolve(area + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Case asked = Case.parse(line);
        String difference = Answer.parse(line).difference(evaluation.of(asked), allocator);
        if (difference != null) {
          differences.put(number(asked.id()), asked.sql() + "\n      " + difference);
        }
        cases++;
      }
    }
    return cases;
  }

  /** The lines of {@code passed.txt} by area. */
  private static Map<String, String> ratchet() throws IOException, URISyntaxException {
    return lines("passed.txt");
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

  private static String line(String area, int cases, Set<String> failed) {
    return (area + " " + (cases - failed.size()) + "/" + cases + " " + String.join(" ", failed))
        .strip();
  }

  private static String number(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static String advice(
      String area, String written, String found, Map<String, String> differences) {
    Set<String> before = failed(written);
    Set<String> worse = new LinkedHashSet<>(differences.keySet());
    worse.removeAll(before);
    Set<String> better = new LinkedHashSet<>(before);
    better.removeAll(differences.keySet());
    String details =
        worse.stream()
            .limit(SHOWN)
            .map(number -> "\n  " + area + "/" + number + "  " + differences.get(number))
            .collect(Collectors.joining());
    return worse.size()
        + " cases no longer pass:"
        + details
        + "\n"
        + better.size()
        + " cases pass now: "
        + better.stream().limit(SHOWN).toList()
        + "\nMend the first; if all is well, write this line for the area in passed.txt:\n"
        + found
        + "\n";
  }

  /** What follows the area and its count. */
  private static Set<String> failed(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    return new LinkedHashSet<>(words.subList(2, words.size()));
  }
}
