// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.aggregate.AggregateColumns.Numbers;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every aggregate that is declared, over columns of every type that it takes, with
 * DISTINCT, FILTER, ORDER BY and IGNORE NULLS where it takes them.
 */
class AggregatePropertyTest {
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());
  private static final int ROUNDS = Integer.getInteger("millrace.rounds", 2);

  /** The arguments of calls; a function has those of the first that it takes for some column. */
  private static final List<String> ARGUMENTS =
      List.of("X", "X, f64", "X, ','", "X, 2", "X, 0.3", "X, w, 0.3");

  private static final List<String> VARIANTS =
      List.of(
          "%s(%s)",
          "%s(DISTINCT %s)",
          "%s(%s ORDER BY i8 DESC, s)",
          "%s(DISTINCT %s ORDER BY X)",
          "%s(%s) IGNORE NULLS");

  /** Of these columns, the calls that are no plain ones. */
  private static final List<String> VARIED =
      List.of("i64", "f64", "dec", "wide", "p", "s", "dur", "span", "xs");

  private static final Map<String, List<String>> CALLS = new ConcurrentHashMap<>();

  static List<String> names() {
    return AggregateFamily.all().stream().map(Aggregate::name).toList();
  }

  /** An aggregate that is not there has nothing that says what holds for it. */
  @Test
  void eachHasATolerance() {
    assertThat(Tolerance.all().keySet()).containsExactlyInAnyOrderElementsOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void isCalled(String name) {
    assertThat(calls(name)).isNotEmpty().anyMatch(sql -> !sql.contains("DISTINCT"));
    assertThat(calls(name)).anyMatch(sql -> isTaken(sql + " FILTER (WHERE p)"));
  }

  private static List<String> calls(String name) {
    return CALLS.computeIfAbsent(name, AggregatePropertyTest::taken);
  }

  /** What it takes of columns and variants; no call where it takes nothing. */
  private static List<String> taken(String name) {
    List<String> calls = new ArrayList<>();
    for (String arguments : ARGUMENTS) {
      for (String column : AggregateColumns.names()) {
        for (String variant : VARIED.contains(column) ? VARIANTS : VARIANTS.subList(0, 1)) {
          String sql = variant.formatted(name, arguments).replace("X", column);
          if (isTaken(sql)) {
            calls.add(sql);
          }
        }
      }
      if (!calls.isEmpty()) {
        return calls;
      }
    }
    return calls;
  }

  private static boolean isTaken(String sql) {
    try {
      AggregateColumns.bind(sql);
      return true;
    } catch (MillraceException refused) {
      return false;
    }
  }

  /** What is asked of a call over some rows. */
  private interface Property {
    void hold(Groups groups, List<List<Object>> rows, Check check, Random random);
  }

  /** Whether two answers are the same as far as the function goes. */
  private record Check(Tolerance tolerance, Numbers numbers, String sql) {
    /** DISTINCT keeps of both zeros the one that comes first. */
    void same(Object actual, Object expected, Groups groups, List<List<Object>> rows) {
      if (sql.contains("DISTINCT") && isZero(actual) && isZero(expected)) {
        return;
      }
      assertThat(tolerance.admits(actual, expected, groups.numbers(rows)))
          .as(() -> "%s is %s, expected %s, %s".formatted(sql, actual, expected, of(rows)))
          .isTrue();
    }

    private static boolean isZero(Object value) {
      return value instanceof Double number && number == 0;
    }

    String of(List<List<Object>> rows) {
      return "seed " + SEED + ", " + numbers + " " + rows;
    }
  }

  private static void forAll(String name, Property property) {
    Random random = new Random(SEED);
    Tolerance tolerance = Tolerance.all().get(name);
    for (String sql : calls(name)) {
      try (Groups groups = new Groups(sql)) {
        for (Numbers numbers : Numbers.values()) {
          boolean decides =
              tolerance != Tolerance.QUOTIENT
                  || numbers == Numbers.SMALL
                  || (numbers == Numbers.ANY && sql.contains("(f64"));
          for (int round = 0; decides && round < ROUNDS; round++) {
            groups.clear();
            List<List<Object>> rows = AggregateColumns.rows(random.nextInt(40), numbers, random);
            property.hold(groups, rows, new Check(tolerance, numbers, sql), random);
          }
        }
      }
    }
  }

  /** The whole in slot 0, parts of it in the others; an empty part is among them now and then. */
  @ParameterizedTest
  @MethodSource("names")
  void anySplitAndMergeGivesTheWhole(String name) {
    forAll(
        name,
        (groups, rows, check, random) -> {
          groups.update(rows, 0);
          Object whole = groups.result(0);
          List<List<List<Object>>> parts = split(groups, rows, random);
          boolean anyOrder =
              !groups.call.function().order().isSensitive()
                  && !(check.numbers == Numbers.ANY && check.tolerance == Tolerance.QUOTIENT);
          if (anyOrder) {
            Collections.shuffle(parts, random);
          }
          while (parts.size() > 1) {
            int place = random.nextInt(parts.size() - 1);
            groups.load(1, parts.get(place));
            groups.merge(1, parts.remove(place + 1));
            parts.set(place, groups.kept(1));
          }
          groups.load(1, parts.get(0));

          check.same(groups.result(1), whole, groups, rows);
          if (check.tolerance == Tolerance.RANK && check.numbers != Numbers.ANY) {
            requireRank(groups, groups.result(1), rows, check);
            requireRank(groups, whole, rows, check);
          }
        });
  }

  /** States of consecutive parts. */
  private static List<List<List<Object>>> split(
      Groups groups, List<List<Object>> rows, Random random) {
    int count = 1 + random.nextInt(Groups.SLOTS - 1);
    int[] slots = new int[rows.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = 1 + random.nextInt(count);
    }
    Arrays.sort(slots);
    groups.update(rows, slots);
    List<List<List<Object>>> parts = new ArrayList<>();
    for (int slot = 1; slot <= count; slot++) {
      parts.add(groups.kept(slot));
    }
    return parts;
  }

  /** Between values whose ranks are near the one asked for. */
  private static void requireRank(
      Groups groups, Object estimate, List<List<Object>> rows, Check check) {
    if (estimate == null || groups.call.request().distinct()) {
      return;
    }
    List<Double> values = new ArrayList<>();
    Block[] arguments = groups.arguments(rows);
    boolean weighted = groups.call.args().size() == 3;
    for (int row = 0; row < rows.size(); row++) {
      Object value = Cells.get(arguments[0], row, groups.call.args().get(0).type());
      int times = weighted ? ((Double) rows.get(row).get(rows.get(row).size() - 1)).intValue() : 1;
      for (int i = 0; value != null && i < times; i++) {
        values.add((Double) value);
      }
    }
    Collections.sort(values);
    boolean median = groups.call.function().name().equals("approx_median");
    boolean descending = check.sql.contains("DESC");
    double q = median ? 0.5 : descending ? 0.7 : 0.3;
    double place = q * (values.size() - 1);
    double slack = 2 + 0.15 * values.size();
    int low = (int) Math.max(0, Math.floor(place - slack));
    int high = (int) Math.min(values.size() - 1, Math.ceil(place + slack));

    // A mean of equal values may be another than they by rounding, as in DataFusion.
    double greatest = Math.max(Math.abs(values.get(low)), Math.abs(values.get(high)));
    double rounding = Double.isInfinite(greatest) ? 0 : 1e-12 * greatest;
    assertThat((Double) estimate)
        .as(() -> check.sql + " of " + values + ", " + check.of(rows))
        .isBetween(values.get(low) - rounding, values.get(high) + rounding);
  }

  /** To the bit, but for what depends on which values a digest sees at once. */
  @ParameterizedTest
  @MethodSource("names")
  void aStateWrittenAndReadGoesOn(String name) {
    forAll(
        name,
        (groups, rows, check, random) -> {
          groups.update(rows, 0);
          int cut = random.nextInt(rows.size() + 1);
          groups.update(rows.subList(0, cut), 1);
          groups.load(2, groups.kept(1));
          groups.update(rows.subList(cut, rows.size()), 1);
          groups.update(rows.subList(cut, rows.size()), 2);

          assertThat(groups.result(2))
              .as(() -> check.sql + " " + check.of(rows))
              .isEqualTo(groups.result(1));
          assertThat(groups.kept(2)).isEqualTo(groups.kept(1));
          assertThat(groups.kept(2).get(0))
              .hasSameSizeAs(groups.call.function().state().apply(groups.call.request()));
          if (check.tolerance != Tolerance.RANK) {
            assertThat(groups.result(2))
                .as(() -> check.sql + " " + check.of(rows))
                .isEqualTo(groups.result(0));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("names")
  void rowsThatTheFilterRejectsAreNotThere(String name) {
    int p = AggregateColumns.names().indexOf("p");
    Random random = new Random(SEED);
    for (String plain : calls(name)) {
      String sql = plain.replace(" IGNORE NULLS", "") + " FILTER (WHERE p)";
      if (!isTaken(sql)) {
        continue;
      }
      try (Groups filtered = new Groups(sql);
          Groups all = new Groups(plain.replace(" IGNORE NULLS", ""))) {
        List<List<Object>> rows = AggregateColumns.rows(30, Numbers.ANY, random);
        filtered.update(rows, 0);
        all.update(rows.stream().filter(row -> Boolean.TRUE.equals(row.get(p))).toList(), 0);

        assertThat(filtered.result(0))
            .as(() -> sql + ", seed " + SEED + ", " + rows)
            .isEqualTo(all.result(0));
      }
    }
  }

  /**
   * What was added first is taken back, a frame's end at once or row by row. Not NaN and infinities
   * among floats that are added up, which leave NaN, as in DataFusion.
   */
  @ParameterizedTest
  @MethodSource("names")
  void whatIsTakenBackWasNeverThere(String name) {
    forAll(
        name,
        (groups, rows, check, random) -> {
          boolean adds = check.tolerance != Tolerance.EXACT;
          Optional<Retractable> slides = sliding(groups);
          if (slides.isEmpty()
              || !groups.call.orderBy().isEmpty()
              || (adds && check.numbers == Numbers.ANY)) {
            return;
          }
          int cut = random.nextInt(rows.size() + 1);
          Retractable tested = slides.get();
          feed(groups, tested, rows, random);
          retract(groups, tested, rows.subList(0, cut));
          Retractable fresh = sliding(groups).orElseThrow();
          feed(groups, fresh, rows.subList(cut, rows.size()), random);
          Object expected = groups.result(fresh);
          // As in DataFusion, no bits are left of what is taken back, and rounding may leave some
          // of what should be 0.
          boolean nothingLeft =
              expected == null && (name.equals("bit_xor") || check.tolerance == Tolerance.QUOTIENT);
          if (!nothingLeft) {
            check.same(groups.result(tested), expected, groups, rows);
          }
        });
  }

  /**
   * As over a table that changes: rows come and go in any order, and the state is written and read
   * now and then. What DataFusion takes back by itself goes as it does there: no bits are left, not
   * null, and NaN stays.
   */
  @ParameterizedTest
  @MethodSource("names")
  void ofRowsThatComeAndGoTheOthersAreLeft(String name) {
    forAll(
        name,
        (groups, rows, check, random) -> {
          boolean byItself = groups.call.function().reversible(groups.call.request()).isPresent();
          if (byItself && check.tolerance != Tolerance.EXACT && check.numbers == Numbers.ANY) {
            return;
          }
          List<List<Object>> arguments = groups.values(rows);
          Reversible tested = keepingRows(groups);
          List<Integer> left = new ArrayList<>();
          for (int row = 0; row < rows.size(); row++) {
            tested.update(groups.blocks(arguments.get(row)), new int[1], 1);
            left.add(row);
            while (!left.isEmpty() && random.nextInt(5) < 2) {
              List<Object> gone = arguments.get(left.get(random.nextInt(left.size())));
              tested.retract(groups.blocks(gone), new int[1], 1);
              left.remove(
                  left.stream().filter(i -> arguments.get(i).equals(gone)).findFirst().get());
            }
            if (random.nextInt(4) == 0) {
              groups.result(tested);
            } else if (random.nextInt(4) == 0) {
              Reversible read = keepingRows(groups);
              read.loadFrame(0, written(tested.frame(0)));
              tested = read;
            }
          }
          groups.update(left.stream().map(rows::get).toList(), 0);
          Object expected = groups.result(0);
          boolean nothingLeft =
              expected == null
                  && byItself
                  && (name.equals("bit_xor") || check.tolerance == Tolerance.QUOTIENT);
          if (!nothingLeft) {
            check.same(groups.result(tested), expected, groups, rows);
          }
        });
  }

  private static Reversible keepingRows(Groups groups) {
    Reversible one = groups.call.function().keepingRows(groups.call.request());
    one.resize(1);
    return one;
  }

  /** Frames as OVER a stream keeps them: where rows leave, and where they only come. */
  @ParameterizedTest
  @MethodSource("names")
  void aFrameWrittenAndReadGoesOn(String name) {
    forAll(
        name,
        (groups, rows, check, random) -> {
          if (!groups.call.orderBy().isEmpty()) {
            return;
          }
          int come = random.nextInt(rows.size() + 1);
          int gone = random.nextInt(come + 1);
          int goneLater = gone + random.nextInt(rows.size() - gone + 1);
          List<List<Object>> later = rows.subList(come, rows.size());
          sliding(groups)
              .ifPresent(
                  tested -> {
                    feed(groups, tested, rows.subList(0, come), random);
                    retract(groups, tested, rows.subList(0, gone));
                    Retractable read = sliding(groups).orElseThrow();
                    read.loadFrame(0, written(tested.frame(0)));
                    for (Retractable each : List.of(tested, read)) {
                      feed(groups, each, later, new Random(come));
                      retract(groups, each, rows.subList(gone, goneLater));
                    }
                    assertThat(groups.result(read))
                        .as(() -> check.sql + " " + check.of(rows))
                        .isEqualTo(groups.result(tested));
                  });
          Accumulator running = running(groups);
          feed(groups, running, rows.subList(0, come), random);
          Accumulator read = running(groups);
          if (running instanceof Retractable both) {
            ((Retractable) read).loadFrame(0, written(both.frame(0)));
          } else {
            read.load(0, written(running.state(0)));
          }
          feed(groups, running, later, new Random(come));
          feed(groups, read, later, new Random(come));
          assertThat(groups.result(read))
              .as(() -> check.sql + " " + check.of(rows))
              .isEqualTo(groups.result(running));
          boolean tellsZerosApart = check.sql.contains("DISTINCT f"); // as in DataFusion
          if (!tellsZerosApart) {
            groups.update(rows, 0);
            check.same(groups.result(running), groups.result(0), groups, rows);
          }
        });
  }

  private static Accumulator running(Groups groups) {
    Accumulator running = groups.call.function().running(groups.call.request());
    running.resize(1);
    return running;
  }

  /** As it comes out of Flink's state. */
  private static List<Object> written(List<Object> frame) {
    return Groups.read(Groups.bytes(new AccumulatorState(List.of(frame)))).calls().get(0);
  }

  private static Optional<Retractable> sliding(Groups groups) {
    Optional<Retractable> sliding = groups.call.function().sliding(groups.call.request());
    sliding.ifPresent(each -> each.resize(1));
    return sliding;
  }

  private static void feed(
      Groups groups, Accumulator into, List<List<Object>> rows, Random random) {
    if (!rows.isEmpty() && random.nextBoolean()) {
      into.updateOne(groups.arguments(rows), new int[rows.size()], rows.size());
    } else if (!rows.isEmpty()) {
      into.update(groups.arguments(rows), new int[rows.size()], rows.size());
    }
  }

  private static void retract(Groups groups, Retractable from, List<List<Object>> rows) {
    if (!rows.isEmpty()) {
      from.retract(groups.arguments(rows), new int[rows.size()], rows.size());
    }
  }
}
