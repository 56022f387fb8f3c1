// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.types.AccumulatorState;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * States as the first release writes them, which every later one reads. A line of the file is a
 * call, how many rows were added, the bytes of the state, and the answer after {@link #MORE} rows
 * more. New calls are written by {@code -Dmillrace.write=true}; what is there is never changed.
 */
class GoldenStateTest {
  private static final String FILE = "golden-states-1.tsv";
  private static final int MORE = 5;

  /** What accumulators of frames are called: {@link GoldenFrameTest}. */
  static final Pattern OF_FRAMES =
      Pattern.compile("Sliding.*|BoundedFrame|CountedExtremum|KeptRows");

  /** Groups that are kept in another way than small ones. */
  private static final List<String> LARGE =
      List.of("sum(f64)", "avg(f64)", "approx_distinct(i64)", "approx_percentile_cont(f64, 0.3)");

  private static final Pattern ZEROS = Pattern.compile("(?:00){5,}");
  private static final Pattern ZERO_COUNT = Pattern.compile("\\((\\d+)\\)");

  static List<String> lines() throws IOException {
    return AggregateColumns.lines(FILE);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isReadAndGoesOn(String line) {
    String[] parts = line.split("\t", -1);
    int rows = Integer.parseInt(parts[1]);
    byte[] bytes = HexFormat.of().parseHex(spread(parts[2]));
    try (Groups groups = new Groups(parts[0])) {
      AccumulatorState read = Groups.read(bytes);
      groups.load(1, read.calls());
      add(groups, rows, rows + MORE, 1);
      assertThat(String.valueOf(groups.result(1))).isEqualTo(parts[3]);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isWrittenAsItWas(String line) {
    String[] parts = line.split("\t", -1);
    assertThat(line(parts[0], Integer.parseInt(parts[1]))).isEqualTo(line);
  }

  @Test
  void eachAggregateAndEachAccumulatorIsThere() throws IOException {
    Set<String> names = new TreeSet<>();
    Set<String> accumulators = new TreeSet<>();
    for (String line : lines()) {
      var call = AggregateColumns.bind(line.substring(0, line.indexOf('\t')));
      names.add(call.function().name());
      Accumulator accumulator = call.function().accumulator().apply(call.request());
      accumulators.add(accumulator.getClass().getName());
      if (accumulator instanceof Bounded bounded) {
        accumulators.add(bounded.growing().getClass().getName());
      }
    }

    assertThat(names).containsAll(AggregateFamily.all().stream().map(Aggregate::name).toList());
    assertThat(accumulators)
        .containsAll(
            new ClassFileImporter()
                .importPackages(Accumulator.class.getPackageName()).stream()
                    .filter(type -> type.isAssignableTo(Accumulator.class))
                    .filter(type -> !type.isInterface())
                    .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                    .filter(type -> !OF_FRAMES.matcher(type.getSimpleName()).matches())
                    .map(JavaClass::getName)
                    .collect(Collectors.toSet()));
  }

  @Test
  @EnabledIfSystemProperty(named = "millrace.write", matches = "true")
  void write() throws IOException {
    Path file = Path.of("src/test/resources/aggregates", FILE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Set<String> known =
        lines.stream()
            .map(line -> line.split("\t", -1))
            .filter(parts -> parts.length > 1)
            .map(parts -> parts[0] + "\t" + parts[1])
            .collect(Collectors.toSet());
    List<String> asked = new ArrayList<>();
    for (String fact : AggregateColumns.lines("states.tsv")) {
      asked.add(fact.split("\t")[0] + "\t0");
      asked.add(fact.split("\t")[0] + "\t6");
    }
    LARGE.forEach(sql -> asked.add(sql + "\t2000"));
    asked.removeAll(known);
    for (String each : asked) {
      int tab = each.indexOf('\t');
      lines.add(line(each.substring(0, tab), Integer.parseInt(each.substring(tab + 1))));
    }
    Files.write(file, lines);
  }

  private static String line(String sql, int rows) {
    try (Groups groups = new Groups(sql)) {
      add(groups, 0, rows, 0);
      byte[] bytes = Groups.bytes(new AccumulatorState(groups.kept(0)));
      add(groups, rows, rows + MORE, 0);
      String hex = HexFormat.of().formatHex(bytes);
      return String.join("\t", sql, "" + rows, gathered(hex), String.valueOf(groups.result(0)));
    }
  }

  /** So many bytes of 0 as their number. */
  private static String gathered(String hex) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < hex.length(); ) {
      Matcher zeros = ZEROS.matcher(hex).region(at, hex.length());
      if (zeros.lookingAt()) {
        text.append('(').append((zeros.end() - at) / 2).append(')');
        at = zeros.end();
      } else {
        text.append(hex, at, at + 2);
        at += 2;
      }
    }
    return text.toString();
  }

  private static String spread(String text) {
    return ZERO_COUNT
        .matcher(text)
        .replaceAll(count -> "00".repeat(Integer.parseInt(count.group(1))));
  }

  private static void add(Groups groups, int from, int to, int slot) {
    for (int start = from; start < to; start += Groups.CAPACITY) {
      List<List<Object>> rows = new ArrayList<>();
      for (int row = start; row < Math.min(to, start + Groups.CAPACITY); row++) {
        rows.add(row(row));
      }
      groups.update(rows, slot);
    }
  }

  /** A null in each fourth row, for each column in another. */
  static List<Object> row(int row) {
    List<Object> values = new ArrayList<>();
    for (Field field : AggregateColumns.SCHEMA.fields()) {
      boolean isNull = (row + values.size()) % 4 == 3 && !field.name().equals("w");
      values.add(isNull ? null : value(field, row));
    }
    return values;
  }

  private static Object value(Field field, int row) {
    DataType type = field.type().unwrapped();
    long small = row * 7L % 5 - 2;
    return switch (type.family()) {
      case NULL -> null;
      case BOOLEAN -> row % 2 == 0;
      case FLOAT -> field.name().equals("w") ? 1.0 + row % 3 : small * 0.75 + row;
      case SIGNED -> type.equals(DataType.INT64) ? row * 7L - 20 : small;
      case UNSIGNED -> small + 2;
      case DECIMAL -> BigInteger.valueOf(small * 100 + row);
      case TEXT -> "v" + small + "é";
      case BINARY ->
          type instanceof DataType.FixedSizeBinary
              ? Bytes.copyOf(new byte[] {(byte) row, 0, (byte) small, 1})
              : Bytes.copyOf(new byte[] {(byte) small, (byte) 0x7f});
      case DATE, TIMESTAMP, DURATION -> small * 1000 + row;
      case TIME -> small + 2;
      case INTERVAL ->
          type.equals(DataType.INTERVAL_MONTH_DAY_NANO)
              ? new Interval((int) small, row, -row * 1000L)
              : (Object) small;
      case LIST -> Arrays.asList(small, null);
      case STRUCT -> Arrays.asList(small, "b" + small);
      case MAP, UNION, ENCODED -> throw new AssertionError(type.toString());
    };
  }
}
