// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.bind.TypedExpr;
import io.millrace.types.AccumulatorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What OVER a stream keeps of frames, and Flink SQL of groups from which rows are taken back, as
 * the first release writes it, which every later one reads. A line of the file is a call, whether
 * its frame grows or slides or any rows may go, the bytes, and the answer some rows later. New
 * calls are written by {@code -Dmillrace.write=true}; what is there is never changed.
 */
class GoldenFrameTest {
  private static final String FILE = "golden-frames-1.tsv";
  private static final String GROWS = "grows";
  private static final String SLIDES = "slides";
  private static final String CHANGES = "changes";

  /** Rows that have come and those that have left, when the state is written and in the end. */
  private static final int[] CAME = {0, 8, 13};

  private static final int[] LEFT = {0, 3, 6};

  static List<String> lines() throws IOException {
    return AggregateColumns.lines(FILE);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isReadAndGoesOn(String line) {
    String[] parts = line.split("\t", -1);
    try (Groups groups = new Groups(parts[0])) {
      Accumulator frame = frame(groups, parts[1]);
      load(frame, Groups.read(HexFormat.of().parseHex(parts[2])).calls().get(0));
      move(groups, frame, parts[1], 1);
      assertThat(String.valueOf(groups.result(frame))).isEqualTo(parts[3]);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isWrittenAsItWas(String line) {
    String[] parts = line.split("\t", -1);
    assertThat(line(parts[0], parts[1])).isEqualTo(line);
  }

  @Test
  void eachAggregateAndEachAccumulatorOfFramesIsThere() throws IOException {
    assertThat(lines())
        .extracting(line -> line.substring(0, line.indexOf('\t', line.indexOf('\t') + 1)))
        .containsAll(asked());
    Set<String> accumulators = new TreeSet<>();
    for (String line : lines()) {
      TypedExpr.AggregateCall call = AggregateColumns.bind(line.substring(0, line.indexOf('\t')));
      call.function().sliding(call.request()).ifPresent(each -> addTo(accumulators, each));
      addTo(accumulators, call.function().keepingRows(call.request()));
    }
    assertThat(accumulators)
        .containsAll(
            new ClassFileImporter()
                .importPackages(Accumulator.class.getPackageName()).stream()
                    .filter(type -> type.isAssignableTo(Accumulator.class))
                    .filter(
                        type -> GoldenStateTest.OF_FRAMES.matcher(type.getSimpleName()).matches())
                    .map(JavaClass::getName)
                    .collect(Collectors.toSet()));
  }

  private static void addTo(Set<String> names, Accumulator frame) {
    names.add(frame.getClass().getName());
    if (frame instanceof BoundedFrame bounded) {
      names.add(bounded.frames().getClass().getName());
    } else if (frame instanceof Bounded bounded) {
      names.add(bounded.growing().getClass().getName());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "millrace.write", matches = "true")
  void write() throws IOException {
    Path file = Path.of("src/test/resources/aggregates", FILE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (String each : asked()) {
      if (lines.stream().noneMatch(line -> line.startsWith(each + "\t"))) {
        int tab = each.indexOf('\t');
        lines.add(line(each.substring(0, tab), each.substring(tab + 1)));
      }
    }
    Files.write(file, lines);
  }

  /** OVER takes calls that have no ORDER BY of their own. */
  private static List<String> asked() throws IOException {
    List<String> asked = new ArrayList<>();
    for (String fact : AggregateColumns.lines("states.tsv")) {
      String sql = fact.split("\t")[0];
      TypedExpr.AggregateCall call = AggregateColumns.bind(sql);
      if (call.orderBy().isEmpty()) {
        asked.add(sql + "\t" + GROWS);
        if (call.function().sliding(call.request()).isPresent()) {
          asked.add(sql + "\t" + SLIDES);
        }
      }
      asked.add(sql + "\t" + CHANGES);
    }
    return asked;
  }

  private static String line(String sql, String kind) {
    try (Groups groups = new Groups(sql)) {
      Accumulator frame = frame(groups, kind);
      move(groups, frame, kind, 0);
      List<Object> state = frame instanceof Retractable both ? both.frame(0) : frame.state(0);
      String hex = HexFormat.of().formatHex(Groups.bytes(new AccumulatorState(List.of(state))));
      move(groups, frame, kind, 1);
      return String.join("\t", sql, kind, hex, String.valueOf(groups.result(frame)));
    }
  }

  private static Accumulator frame(Groups groups, String kind) {
    Aggregate function = groups.call.function();
    Aggregate.Request request = groups.call.request();
    Accumulator frame =
        switch (kind) {
          case GROWS -> function.running(request);
          case SLIDES -> function.sliding(request).orElseThrow();
          default -> function.keepingRows(request);
        };
    frame.resize(1);
    return frame;
  }

  private static void load(Accumulator frame, List<Object> state) {
    if (frame instanceof Retractable both) {
      both.loadFrame(0, state);
    } else {
      frame.load(0, state);
    }
  }

  private static void move(Groups groups, Accumulator frame, String kind, int step) {
    List<List<Object>> come = rows(CAME[step], CAME[step + 1]);
    frame.updateOne(groups.arguments(come), new int[come.size()], come.size());
    if (!kind.equals(GROWS)) {
      List<List<Object>> leave = rows(LEFT[step], LEFT[step + 1]);
      ((Retractable) frame).retract(groups.arguments(leave), new int[leave.size()], leave.size());
    }
  }

  private static List<List<Object>> rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(GoldenStateTest::row).toList();
  }
}
