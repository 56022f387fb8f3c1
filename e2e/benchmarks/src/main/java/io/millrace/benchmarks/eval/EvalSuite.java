// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.run.Options;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.Answers;
import io.millrace.benchmarks.workload.ArrowRows;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.memory.ArrowMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Twelve expressions and four aggregates over batches of columns. */
public final class EvalSuite implements Suite {
  private static final String NAME = "eval";
  private static final int USUAL = 8192;
  private static final List<Integer> SIZES = List.of(USUAL, 1024, 256, 1);
  private static final List<Integer> QUICK_SIZES = List.of(USUAL, 256);
  private static final List<String> CONTESTANTS =
      List.of(DataFusion.NAME, Engine.BLOCKS, Engine.ARROW, HandEvaluator.NAME);
  private static final long MEMORY = 2L << 30;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    Options options = run.options();
    List<Integer> usual = options.quick() ? QUICK_SIZES : SIZES;
    List<Integer> sizes = options.sizes().isEmpty() ? usual : options.sizes();
    Rows rows = Rows.generate(rows(options));
    boolean isFirst = true;
    for (int size : sizes) {
      // DataFusion needs some kilobytes and microseconds a batch, however small.
      int count = (int) Math.min(rows.count(), Math.max(16_384L, 1024L * size));
      run(run, rows.copy(0, count), size, slots(options, isFirst));
      isFirst = false;
    }
  }

  private static int rows(Options options) {
    if (options.pace() == Contestant.Pace.FASTEST) {
      // A pass must end before the operating system gives the processor to others.
      return 1 << 16;
    }
    return options.quick() ? 1 << 18 : 1 << 20;
  }

  /** Loops are compiled by the JVM when they are first run; later sizes find them warm. */
  private static Slots slots(Options options, boolean isFirst) {
    Slots slots;
    if (options.quick()) {
      slots = Slots.millis(isFirst ? 400 : 100, 100, 3);
    } else {
      slots = isFirst ? Slots.millis(1_000, 100, 7) : Slots.millis(300, 100, 5);
    }
    return slots.at(options.pace());
  }

  /** Competes over batches of one size. */
  public void run(Run run, Rows rows, int size, Slots slots) {
    run.judge().ifPresent(judge -> judge.load(judge.write(rows), rows.count(), size));
    List<Rows> batches = rows.batches(size);
    try (BufferAllocator memory = ArrowMemory.newAllocator("eval", MEMORY)) {
      List<VectorSchemaRoot> vectors =
          batches.stream().map(each -> ArrowRows.of(each, memory)).toList();
      try {
        for (Query query : Query.ALL) {
          if (run.options().wants(query.id())) {
            compete(run, query, size, batches, vectors, memory, slots);
          }
        }
      } finally {
        vectors.forEach(VectorSchemaRoot::close);
      }
    }
  }

  private static void compete(
      Run run,
      Query query,
      int size,
      List<Rows> batches,
      List<VectorSchemaRoot> vectors,
      BufferAllocator memory,
      Slots slots) {
    Map<String, Supplier<Evaluator>> entries = new LinkedHashMap<>();
    entries.put(Engine.BLOCKS, () -> Engine.overBlocks(query, batches));
    entries.put(Engine.ARROW, () -> Engine.overArrow(query, vectors, memory));
    entries.put(HandEvaluator.NAME, () -> HandEvaluator.of(query, batches));

    String variant = String.valueOf(size);
    List<Contestant> contestants = new ArrayList<>();
    run.judge().ifPresent(judge -> contestants.add(judge.contestant(query)));
    Column[] expected = {run.judge().map(judge -> judge.answer(query)).orElse(null)};
    try {
      entries.forEach(
          (name, entry) ->
              run.admit(
                      NAME, query.id(), variant, name, () -> checked(query, entry.get(), expected))
                  .ifPresent(contestants::add));
      run.results()
          .add(NAME, query.id(), variant, "ns/row", contestants, slots.measure(contestants));
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  /** Without DataFusion the first answer is what the others must agree with. */
  private static Evaluator checked(Query query, Evaluator evaluator, Column[] expected) {
    if (expected[0] == null) {
      expected[0] = evaluator.answer();
    }
    Answers.check(query, expected[0], evaluator.answer());
    evaluator.grow();
    Answers.check(query, expected[0], evaluator.answer());
    return evaluator;
  }

  @Override
  public List<Table> tables(Results results) {
    List<Table> tables = new ArrayList<>();
    for (String size : sizes(results)) {
      tables.add(table(results, size));
    }
    return tables;
  }

  private static List<String> sizes(Results results) {
    return results.all().stream()
        .filter(each -> each.suite().equals(NAME))
        .map(each -> each.variant())
        .distinct()
        .toList();
  }

  private static Table table(Results results, String size) {
    List<String> columns = new ArrayList<>(List.of("", "expression"));
    columns.addAll(CONTESTANTS);
    columns.add("ours / hand");
    Table table =
        new Table("eval, " + size + " rows a batch: ns a row (speed against DataFusion)", columns);
    for (Query query : Query.ALL) {
      if (results.all().stream()
          .anyMatch(
              r ->
                  r.suite().equals(NAME)
                      && r.subject().equals(query.id())
                      && r.variant().equals(size))) {
        List<String> cells = new ArrayList<>(List.of(query.id(), query.shortSql()));
        CONTESTANTS.forEach(
            name ->
                cells.add(Cells.measured(results, NAME, query.id(), size, name, DataFusion.NAME)));
        cells.add(
            Cells.times(results.ratio(NAME, query.id(), size, Engine.BLOCKS, HandEvaluator.NAME)));
        table.add(cells);
      }
    }
    List<String> means = new ArrayList<>(List.of("", "geometric mean, e01 to e12", ""));
    for (String name : CONTESTANTS.subList(1, CONTESTANTS.size())) {
      means.add(
          Cells.times(Aim.mean(ratios(results, size, DataFusion.NAME, name, Query.Kind.ROW))));
    }
    means.add(
        Cells.times(
            Aim.mean(ratios(results, size, Engine.BLOCKS, HandEvaluator.NAME, Query.Kind.ROW))));
    table.add(means);
    return table;
  }

  private static List<OptionalDouble> ratios(
      Results results, String size, String slow, String fast, Query.Kind kind) {
    return Query.ALL.stream()
        .filter(query -> query.kind() == kind)
        .map(query -> results.ratio(NAME, query.id(), size, slow, fast))
        .toList();
  }

  @Override
  public List<Aim> aims(Results results) {
    String usual = String.valueOf(USUAL);
    Function<String, List<OptionalDouble>> speeds =
        name -> ratios(results, usual, DataFusion.NAME, name, Query.Kind.ROW);
    double mean = Runtime.version().feature() >= 25 ? 3 : 2.5;
    List<Aim> aims = new ArrayList<>();
    aims.add(
        Aim.atLeast(
            "eval, 8,192 rows, heap blocks: DataFusion / ours, geometric mean",
            mean,
            "×",
            Aim.mean(speeds.apply(Engine.BLOCKS))));
    aims.add(Aim.atLeast("… the least", 1, "×", Aim.least(speeds.apply(Engine.BLOCKS))));
    aims.add(
        Aim.atLeast(
            "the same with Arrow in and out, geometric mean",
            2,
            "×",
            Aim.mean(speeds.apply(Engine.ARROW))));
    aims.add(Aim.atLeast("… the least", 0.8, "×", Aim.least(speeds.apply(Engine.ARROW))));
    aims.add(
        Aim.atMost(
            "heap blocks: ours / hand-written loop, geometric mean",
            1.3,
            "×",
            Aim.mean(ratios(results, usual, Engine.BLOCKS, HandEvaluator.NAME, Query.Kind.ROW))));
    aims.add(
        Aim.atLeast(
            "eval, 256 rows: DataFusion / ours, geometric mean",
            5,
            "×",
            Aim.mean(ratios(results, "256", DataFusion.NAME, Engine.BLOCKS, Query.Kind.ROW))));
    aims.add(
        Aim.atLeast(
            "four aggregates, 8,192 rows: DataFusion / ours, the least",
            1,
            "×",
            Aim.least(
                ratios(results, usual, DataFusion.NAME, Engine.BLOCKS, Query.Kind.AGGREGATE))));
    return aims;
  }
}
