// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The job is stopped twice in the midst of its rows and goes on at another parallelism, 2, 3 and 1:
 * what it writes is what it writes undisturbed.
 *
 * <p>Each two of state backend, alignment and kind of snapshot meet once; {@code
 * -Dmillrace.restores=all}, as in {@code ./millrace restores}, takes all of them.
 */
class RestoresITCase {
  private static final List<Integer> PARALLELISM = List.of(2, 3, 1);
  private static final List<String> OUTPUTS = List.of("out", "errors", "shadow");

  private static final String RULES =
      """
      {'id':'late','revision':1,'sql':'dep_delay > 60'}
      {'id':'late','revision':2,'sql':'dep_delay > 90','effective_from':'2013-01-03T12:00:00Z'}
      {'id':'later','revision':1,'sql':'dep_delay > 120'}
      {'id':'fails','revision':1,'sql':'10 / (flight - 1) > 4'}
      {'id':'all','revision':1,'sql':'count(*) + sum(distance)','window':{'tumble':'2h'}}
      {'id':'list','revision':1,'sql':'array_agg(carrier)','window':{'hop':['40m','20m']}}
      {'id':'hourly','revision':1,'sql':'count(*)','key':['origin'],'window':{'tumble':'1h'}}
      {'id':'worst','revision':1,'sql':'max(dep_delay)','key':['carrier'],'window':{'hop':['6h','2h']}}
      {'id':'mean','revision':1,'sql':'avg(dep_delay)','key':['carrier'],'window':{'hop':['6h','2h']}}
      {'id':'both','revision':1,'sql':'max(dep_delay) - avg(dep_delay)','key':['carrier'],\
      'window':{'hop':['6h','2h']},'having':'count(DISTINCT dest) > 9'}
      {'id':'rotation','revision':1,'sql':'sum(distance)','key':['tailnum'],'window':{'session':'6h'},\
      'having':'count(*) > 2'}
      {'id':'path','revision':1,'sql':'array_agg(dest ORDER BY dest)','key':['tailnum'],'window':{'session':'8h'}}
      {'id':'late','revision':3,'action':'shadow','sql':'dep_delay > 120'}
      {'id':'hourly','revision':2,'action':'shadow','sql':'sum(distance)','key':['origin'],'window':{'tumble':'3h'}}
      """;

  /**
   * These come while the second run goes on, well before the rows that they are for: the first of
   * them stands 6,100 rows behind the start, where flights of a day begin with those that left
   * after midnight and were meant for the end of that day.
   */
  private static final String CHANGES =
      """
      {'id':'later','revision':2,'sql':'dep_delay > 30','effective_from':'2013-01-08T06:00:00Z'}
      {'id':'worst','revision':2,'sql':'min(dep_delay)','key':['dest'],'window':{'hop':['6h','2h']},\
      'effective_from':'2013-01-08T06:00:00Z'}
      """;

  private enum Kept {
    CHECKPOINT,
    CANONICAL,
    NATIVE
  }

  private enum Backend {
    HASHMAP,
    ROCKSDB;

    Backend other() {
      return this == HASHMAP ? ROCKSDB : HASHMAP;
    }
  }

  private enum Barriers {
    ALIGNED,
    UNALIGNED
  }

  /**
   * @param backend of the first run; a canonical savepoint is then taken over by the other one
   */
  private record Cell(Kept kept, Backend backend, Barriers barriers) {
    /** Whether it is one of those that meet each two. */
    boolean isOfPairs() {
      boolean isEven = kept != Kept.CANONICAL;
      return (backend.ordinal() == barriers.ordinal()) == isEven;
    }

    Backend backend(int run) {
      return kept == Kept.CANONICAL && run % 2 == 1 ? backend.other() : backend;
    }
  }

  @TempDir static Path directory;
  private static FlinkCluster cluster;
  private static String jar;
  private static Path events;
  private static Map<String, List<String>> expected;

  static Stream<Cell> cells() {
    boolean areAll = "all".equals(System.getProperty("millrace.restores"));
    return Stream.of(Kept.values())
        .flatMap(kept -> Stream.of(Backend.values()).map(each -> new Cell(kept, each, null)))
        .flatMap(
            cell ->
                Stream.of(Barriers.values()).map(each -> new Cell(cell.kept, cell.backend, each)))
        .filter(cell -> areAll || cell.isOfPairs());
  }

  @BeforeAll
  static void start() throws Exception {
    Path lib = FlinkLibraries.lib(Python.withDataFusion());
    cluster = FlinkCluster.start(lib, Files.createDirectory(directory.resolve("cluster")), 2);
    jar = cluster.rest().upload(Job.JAR);
    Path whole = Files.createDirectory(directory.resolve("whole"));
    events = firstRows(7_000);
    rules(whole);
    changes(whole);
    Files.createFile(whole.resolve("rules/END"));
    Cell cell = new Cell(Kept.CHECKPOINT, Backend.HASHMAP, Barriers.ALIGNED);
    submit(whole, cell, 0, null, List.of()).await("FINISHED");
    expected = outputs(whole);
    assertThat(expected).allSatisfy((name, lines) -> assertThat(lines).isNotEmpty());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Leaves the slots to the next one if one fails. */
  @AfterEach
  void end() {
    cluster.cancelJobs();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void goesOnWhereItWas(Cell cell) throws IOException {
    Path place = Files.createTempDirectory(directory, "run");
    rules(place);
    String first = interrupted(place, cell, 0, null);
    changes(place);
    String second = interrupted(place, cell, 1, first);
    Files.createFile(place.resolve("rules/END"));
    submit(place, cell, 2, second, List.of()).await("FINISHED");

    Map<String, List<String>> found = outputs(place);
    for (String each : OUTPUTS) {
      assertThat(difference(found.get(each), expected.get(each)))
          .as("%s, too many", each)
          .isEmpty();
      assertThat(difference(expected.get(each), found.get(each))).as("%s, missing", each).isEmpty();
    }
  }

  /** The state that is left of a run that is ended when it has written a part of its results. */
  private static String interrupted(Path place, Cell cell, int run, String from) {
    ClusterJob job = submit(place, cell, run, from, List.of("--rate", "400"));
    int part = results(place) + 500;
    cluster.await(part + " results", () -> results(place) >= part);
    String kept;
    if (cell.kept == Kept.CHECKPOINT) {
      job.cancel();
      kept = job.checkpoint();
    } else {
      kept = job.stop(cell.kept.name(), place.resolve("savepoints"));
    }
    assertThat(kept).isNotNull();
    assertThat(results(place)).as("in the midst").isLessThan(expected.get("out").size());
    return kept;
  }

  /** Of the first what the second has not as often. */
  private static List<String> difference(List<String> first, List<String> second) {
    Map<String, Integer> counts = new HashMap<>();
    second.forEach(line -> counts.merge(line, 1, Integer::sum));
    return first.stream().filter(line -> counts.merge(line, -1, Integer::sum) < 0).toList();
  }

  private static int results(Path place) {
    try {
      return FinishedParts.lines(place.resolve("out")).size();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Rows stay in buffers for a while, so that unaligned barriers have some to overtake. */
  private static ClusterJob submit(Path place, Cell cell, int run, String from, List<String> more) {
    List<String> options = new ArrayList<>(options(place));
    options.addAll(List.of("--parallelism", String.valueOf(PARALLELISM.get(run))));
    options.addAll(List.of("--checkpoint-interval", "300ms"));
    options.addAll(List.of("--state-dir", place.resolve("checkpoints").toUri().toString()));
    options.addAll(more);
    Map<String, Object> request = new HashMap<>();
    request.put("programArgsList", options);
    request.put(
        "flinkConfiguration",
        Map.of(
            "state.backend.type",
            cell.backend(run).name().toLowerCase(Locale.ROOT),
            "execution.checkpointing.unaligned.enabled",
            String.valueOf(cell.barriers == Barriers.UNALIGNED),
            "execution.buffer-timeout.interval",
            "500 ms"));
    if (from != null) {
      request.put("savepointPath", from);
    }
    return cluster.submit(jar, request);
  }

  private static List<String> options(Path place) {
    List<String> options =
        new ArrayList<>(Job.flights(events, "--rules", place.resolve("rules").toString()));
    for (String each : OUTPUTS) {
      options.addAll(List.of("--" + each, place.resolve(each).toString()));
    }
    return options;
  }

  private static Path firstRows(int count) throws IOException {
    Path file = directory.resolve("flights.csv");
    Path whole = Job.ROOT.resolve("e2e/demo/flights-january.csv.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(whole)), StandardCharsets.UTF_8))) {
      return Files.write(file, (Iterable<String>) lines.lines().limit(1L + count)::iterator);
    }
  }

  private static void rules(Path place) throws IOException {
    Path rules = Files.createDirectory(place.resolve("rules"));
    Files.writeString(rules.resolve("1.jsonl"), RULES.replace('\'', '"'));
  }

  private static void changes(Path place) throws IOException {
    Path file = Files.writeString(place.resolve("2"), CHANGES.replace('\'', '"'));
    Files.move(file, place.resolve("rules/2.jsonl"));
  }

  /** What the finished files of each output hold. */
  private static Map<String, List<String>> outputs(Path place) throws IOException {
    Map<String, List<String>> outputs = new HashMap<>();
    for (String each : OUTPUTS) {
      outputs.put(each, FinishedParts.lines(place.resolve(each)));
    }
    return outputs;
  }
}
