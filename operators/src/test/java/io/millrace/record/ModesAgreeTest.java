// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.TypedExpr;
import io.millrace.compile.RandomExprs;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Expressions give the same in every mode, row by row and to the bit, and fail for the same rows
 * for the same reason. Only the bits of NaN are not compared: which they are is left to the
 * processor by Java.
 */
class ModesAgreeTest {
  private static final int MOST_ROWS = 80;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Mode, Integer> runs = new EnumMap<>(Mode.class);
  private int failed;
  private int lambdas;

  @Test
  void programsOfEveryKindOfKernel() {
    Mode.Rows rows = new Mode.Rows(RandomExprs.COLUMNS, MOST_ROWS);
    for (int i = 0; i < 6_000; i++) {
      RandomExprs exprs = new RandomExprs(random);
      List<TypedExpr> outputs = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        DataType type = RandomExprs.COLUMNS.get(random.nextInt(RandomExprs.COLUMNS.size()));
        outputs.add(exprs.expr(type, random.nextInt(6)));
      }
      double nulls = random.nextInt(3) * 0.2;
      rows.all = rows(() -> exprs.row(nulls));
      compare(outputs, rows);
    }
    assertThat(failed).isPositive();
    assertThat(runs.get(Mode.FUSED)).isGreaterThan(600);
    System.out.println(runs);
  }

  @Test
  void expressionsOfAllFunctionsAndTypes() {
    Mode.Rows rows = allTypes();
    for (int i = 0; i < 334; i++) {
      RandomBindings bindings = new RandomBindings(random);
      rows.all = rows(bindings::row);
      for (int k = 0; k < 60; k++) {
        TypedExpr expr = bindings.next();
        lambdas += has(TypedExpr.LambdaCall.class, expr) ? 1 : 0;
        compare(List.of(expr), rows);
      }
    }
    assertThat(lambdas).isGreaterThan(300);
    assertThat(failed).isPositive();
    assertThat(runs.get(Mode.BLOCKS)).isGreaterThan(20_000);
    assertThat(runs.get(Mode.FUSED)).isGreaterThan(400);
    System.out.println(runs);
  }

  @Test
  void whatCanBeFused() {
    Mode.Rows rows = allTypes();
    for (int i = 0; i < 250; i++) {
      RandomBindings bindings = RandomBindings.ofNumbers(random);
      rows.all = rows(bindings::row);
      for (int k = 0; k < 30; k++) {
        compare(List.of(bindings.next()), rows);
      }
    }
    assertThat(runs.get(Mode.FUSED)).isGreaterThan(1_000);
    System.out.println(runs);
  }

  @Test
  void whatFailsIsMadeSmall() {
    Mode.Rows rows = allTypes();
    RandomBindings bindings = new RandomBindings(random);
    rows.all = rows(bindings::row);
    List<TypedExpr> exprs = Stream.generate(bindings::next).limit(100).toList();
    String small =
        new Shrinking(
                exprs,
                rows,
                (candidate, over) ->
                    candidate.stream().anyMatch(each -> has(TypedExpr.Cast.class, each)))
            .run();
    // Of a column, whose type may have types in it that have types in them.
    String type = "[^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\))?[^()]*";
    assertThat(small).as("seed %d", seed).matches("(?s)Cast\\(" + type + "\\):.*");
  }

  private static boolean has(Class<? extends TypedExpr> kind, TypedExpr expr) {
    return kind.isInstance(expr) || expr.children().stream().anyMatch(child -> has(kind, child));
  }

  private static Mode.Rows allTypes() {
    return new Mode.Rows(
        RandomBindings.SCHEMA.fields().stream().map(Field::type).toList(), MOST_ROWS);
  }

  /** Often few, so that it is quick. */
  private List<Object[]> rows(Supplier<Object[]> row) {
    int count = random.nextInt(8) == 0 ? MOST_ROWS : 1 + random.nextInt(24);
    return Stream.generate(row).limit(count).toList();
  }

  private void compare(List<TypedExpr> exprs, Mode.Rows rows) {
    try {
      List<List<Object>> blocks = Mode.BLOCKS.answers(exprs, rows);
      runs.merge(Mode.BLOCKS, 1, Integer::sum);
      failed +=
          blocks.stream().flatMap(List::stream).anyMatch(Mode.Failure.class::isInstance) ? 1 : 0;
      for (Mode mode : others()) {
        List<List<Object>> found = mode.answers(exprs, rows);
        if (found != null) {
          runs.merge(mode, 1, Integer::sum);
          if (!found.equals(blocks)) {
            throw difference(mode, exprs, rows);
          }
        }
      }
    } catch (RuntimeException e) {
      String text = Shrinking.text(exprs, new Object[0]);
      throw new AssertionError("seed " + seed + ": " + text, e);
    }
  }

  /** Those that take time are done now and then. */
  private List<Mode> others() {
    List<Mode> others = new ArrayList<>(List.of(Mode.FUSED, Mode.ROWS, Mode.ROWS_IN_COMMON));
    if (random.nextInt(20) == 0) {
      others.addAll(List.of(Mode.ROWS_WITH_OWN_CLASSES, Mode.BLOCKS_OF_ONE_ROW));
    }
    return others;
  }

  private AssertionError difference(Mode mode, List<TypedExpr> exprs, Mode.Rows rows) {
    List<List<List<Object>>> answers = new ArrayList<>();
    String small =
        new Shrinking(
                exprs,
                rows,
                (candidate, over) -> {
                  List<List<Object>> blocks = Mode.BLOCKS.answers(candidate, over);
                  List<List<Object>> found = mode.answers(candidate, over);
                  boolean differ = found != null && !found.equals(blocks);
                  if (differ) {
                    answers.clear();
                    answers.addAll(List.of(blocks, found));
                  }
                  return differ;
                })
            .run();
    return new AssertionError(
        String.format(
            "seed %d: %s, in blocks %s and in mode %s %s",
            seed,
            small,
            answers.isEmpty() ? "?" : answers.get(0),
            mode,
            answers.isEmpty() ? "?" : answers.get(1)));
  }
}
