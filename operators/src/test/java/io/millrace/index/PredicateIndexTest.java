// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowValue;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.record.RowProgram;
import io.millrace.record.RowPrograms;
import io.millrace.sql.SqlParser;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PredicateIndexTest {
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("a", DataType.INT64),
          Field.of("i", DataType.INT32),
          Field.of("u", DataType.UINT64),
          Field.of("x", DataType.FLOAT64),
          Field.of("s", DataType.UTF8),
          Field.of("f", DataType.BOOLEAN),
          Field.of("d", DataType.DATE32),
          Field.of("m", DataType.decimal128(38, 2)),
          Field.of("r", DataType.FLOAT32),
          Field.of("t", DataType.parse("Time64(ns)")),
          Field.of("e", DataType.parse("Duration(s)")),
          Field.of("b", DataType.BINARY),
          Field.of("p", new DataType.Struct(List.of(Field.of("q", DataType.INT64)))));

  private static final List<String> ATOMS =
      List.of(
          "a = %d",
          "%d = a",
          "a > %d",
          "a <= %d",
          "%d < a",
          "a between %d and 40",
          "i = %d",
          "i < %d.5",
          "u > %d",
          "u = %d",
          "x = %d",
          "x < %d",
          "x >= -0.0",
          "x <= 0.0",
          "x > 'NaN'::double",
          "x = 'NaN'::double",
          "x in (%d, 7, 0.0)",
          "a in (%d, 2, 3)",
          "a = %1$d or a = %1$d",
          "a not in (%d, 2, 3)",
          "s = 'k%d'",
          "s in ('k%d', 'k1')",
          "s > 'k%d'",
          "upper(s) = 'K%d'",
          "a + i = %d",
          "a %% 7 = %d",
          "10 / a > %d",
          "cast(s as bigint) = %d",
          "f",
          "not f",
          "f is null",
          "a is distinct from %d",
          "d > date '2024-01-01' + %d",
          "d = date '2024-01-09'",
          "m = %d.5",
          "m < %d.25",
          "m >= 0",
          "r = %d",
          "r < %d.5",
          "r >= cast(%d.1 as float)",
          "t > time '00:00:%1$02d'",
          "t = time '00:00:03'",
          "e < arrow_cast(%d, 'Duration(s)')",
          "e = arrow_cast(%d, 'Duration(s)')",
          "b = x'%1$02d'",
          "b in (x'01', x'02')",
          "p['q'] = %d",
          "p['q'] < %d",
          "p['q'] in (%d, 3)",
          "(a = null or 10 / i > %d)",
          "(a = %d or 10 / i > 1)",
          "(x > %d and 10 / a > 2 or f)",
          "a = null",
          "true",
          "random() < 0.5");

  private final RowPrograms<Object[]> rows = new RowPrograms<>(new RowValues());
  private Object[] row;

  private Supplier<Object> value(TypedExpr expr) {
    if (expr instanceof TypedExpr.Input column && column.path().isEmpty()) {
      return () -> row[column.index()];
    }
    RowValue value = rows.compile(List.of(expr)).results().get(0);
    return () -> Cells.get(value, expr.type());
  }

  private static String predicate(Random random, int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(10);
    if (kind < 4) {
      return predicate(random, depth - 1) + " and " + predicate(random, depth - 1);
    }
    if (kind < 6) {
      return "(" + predicate(random, depth - 1) + " or " + predicate(random, depth - 1) + ")";
    }
    return "(" + ATOMS.get(random.nextInt(ATOMS.size())).formatted(random.nextInt(12)) + ")";
  }

  private static Object[] row(Random random) {
    double[] doubles = {0.0, -0.0, Double.NaN, -Double.NaN, 3, 7, -1e300, Double.POSITIVE_INFINITY};
    Object[] row = {
      random.nextInt(14) - 1L,
      random.nextInt(14) - 1L,
      random.nextInt(5) == 0 ? -1L : random.nextInt(12),
      doubles[random.nextInt(doubles.length)],
      random.nextBoolean() ? "k" + random.nextInt(12) : "" + random.nextInt(12),
      random.nextBoolean(),
      19_720L + random.nextInt(20),
      BigInteger.valueOf(random.nextInt(48) * 25L).shiftLeft(random.nextInt(5) == 0 ? 70 : 0),
      (double) (float) (random.nextBoolean() ? random.nextInt(12) + 0.1 : random.nextInt(12)),
      random.nextInt(12) * 1_000_000_000L,
      (long) random.nextInt(12),
      Bytes.wrap(new byte[] {(byte) random.nextInt(12)}),
      Collections.singletonList(random.nextInt(4) == 0 ? null : (Object) (long) random.nextInt(12))
    };
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(8) == 0 ? null : row[i];
    }
    row[2] = row[2] instanceof Integer small ? (Object) small.longValue() : row[2];
    return row;
  }

  /** Up to the first that is not true. */
  private static boolean concerns(RowProgram<Object[]> program) {
    try {
      for (int i = 0; i < program.results().size(); i++) {
        if (!program.isTrue(i)) {
          return false;
        }
      }
      return true;
    } catch (EvaluationError e) {
      return true;
    }
  }

  @Test
  void noRowThatMakesAPredicateTrueOrFailIsLeftOut() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Binder binder = Binder.over(SCHEMA);
    PredicateIndex<String> index = new PredicateIndex<>(this::value, expr -> {});
    Map<String, RowProgram<Object[]>> programs = new LinkedHashMap<>();
    long asked = 0;
    long all = 0;
    for (int i = 0; i < 4_000; i++) {
      if (programs.size() > 200 || (random.nextInt(4) == 0 && !programs.isEmpty())) {
        List<String> known = new ArrayList<>(programs.keySet());
        String gone = known.get(random.nextInt(known.size()));
        programs.remove(gone);
        index.remove(gone);
      } else {
        List<String> sql = new ArrayList<>(List.of(predicate(random, 3)));
        if (random.nextInt(3) == 0) {
          sql.add(predicate(random, 2));
        }
        String name = String.join(" THEN ", sql);
        if (!programs.containsKey(name)) {
          List<TypedExpr> bound =
              sql.stream().map(each -> binder.bind(SqlParser.over(SCHEMA).parse(each))).toList();
          programs.put(name, rows.compile(bound));
          index.add(name, bound);
        }
      }
      row = row(random);
      rows.move(row);
      List<String> candidates = new ArrayList<>();
      index.forRow(candidates::add);
      assertThat(candidates).as("seed %d, step %d", seed, i).doesNotHaveDuplicates();
      for (Map.Entry<String, RowProgram<Object[]>> each : programs.entrySet()) {
        if (!candidates.contains(each.getKey())) {
          assertThat(concerns(each.getValue()))
              .as("seed %d, step %d, %s, row %s", seed, i, each.getKey(), List.of(show(row)))
              .isFalse();
        }
      }
      asked += candidates.size();
      all += programs.size();
    }
    assertThat(asked).as("seed %d, of %d", seed, all).isLessThan(all * 3 / 4);
  }

  private static String show(Object[] row) {
    return Arrays.toString(row);
  }

  @Test
  void narrowRangesAreFoundBeforeHalvesOfAllRows() {
    Binder binder = Binder.over(SCHEMA);
    PredicateIndex<Integer> index = new PredicateIndex<>(this::value, expr -> {});
    for (int i = 0; i < 1_000; i++) {
      String sql = "a between %1$d and %1$d + 1 and x < 5 and a %% 500 < 900".formatted(2 * i);
      index.add(i, List.of(binder.bind(SqlParser.over(SCHEMA).parse(sql))));
    }
    row = new Object[] {154L, null, null, 0.0, null, null, null, null};
    rows.move(row);
    List<Integer> candidates = new ArrayList<>();
    index.forRow(candidates::add);
    assertThat(candidates).containsExactly(77);
  }

  @Test
  void aRowMeetsThoseItHasToDoWith() {
    Binder binder = Binder.over(SCHEMA);
    PredicateIndex<Integer> index = new PredicateIndex<>(this::value, expr -> {});
    for (int i = 0; i < 1_000; i++) {
      String sql = "f and a > 5 and s = 'k%d' and a < 9".formatted(i);
      index.add(i, List.of(binder.bind(SqlParser.over(SCHEMA).parse(sql))));
    }
    row = new Object[] {7L, null, null, null, "k77", true, null, null};
    rows.move(row);
    List<Integer> candidates = new ArrayList<>();
    index.forRow(candidates::add);
    assertThat(candidates).hasSizeLessThan(10).contains(77);
  }
}
