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
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.NestedRows;
import io.millrace.benchmarks.workload.Query;
import io.millrace.memory.ArrowMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Eight expressions over lists and maps, Arrow in and out. */
public final class NestedSuite implements Suite {
  private static final String NAME = "nested";
  private static final int BATCH = 8192;
  private static final long MEMORY = 2L << 30;
  private static final List<String> CONTESTANTS =
      List.of(DataFusion.NAME, Engine.ARROW, HandEvaluator.NAME);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    Options options = run.options();
    Slots slots = options.quick() ? Slots.millis(400, 100, 3) : Slots.millis(1_000, 100, 7);
    run(run, NestedRows.generate(1 << 16), BATCH, slots.at(options.pace()));
  }

  /** Competes over batches of one size. */
  public void run(Run run, NestedRows rows, int size, Slots slots) {
    List<NestedRows> batches = rows.batches(size);
    try (BufferAllocator memory = ArrowMemory.newAllocator(NAME, MEMORY)) {
      run.judge()
          .ifPresent(
              judge -> {
                try (VectorSchemaRoot all = NestedVectors.of(rows, memory)) {
                  judge.load(judge.write(all), rows.count(), size);
                }
              });
      List<VectorSchemaRoot> vectors =
          batches.stream().map(each -> NestedVectors.of(each, memory)).toList();
      try {
        for (Query query : Query.NESTED) {
          if (run.options().wants(query.id())) {
            compete(run, query, batches, vectors, memory, slots, String.valueOf(size));
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
      List<NestedRows> batches,
      List<VectorSchemaRoot> vectors,
      BufferAllocator memory,
      Slots slots,
      String variant) {
    Map<String, Supplier<Evaluator>> entries = new LinkedHashMap<>();
    entries.put(Engine.ARROW, () -> Engine.overArrow(query, NestedRows.schema(), vectors, memory));
    entries.put(HandEvaluator.NAME, () -> HandEvaluator.ofNested(query, batches));
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
    Column answer = evaluator.answer();
    if (expected[0] == null) {
      expected[0] = answer;
    }
    Answers.check(query, expected[0], answer);
    return evaluator;
  }

  @Override
  public List<Table> tables(Results results) {
    List<String> columns = new ArrayList<>(List.of("", "expression"));
    columns.addAll(CONTESTANTS);
    String size = String.valueOf(BATCH);
    Table table =
        new Table(
            "nested, " + size + " rows a batch: ns a row (speed against DataFusion)", columns);
    for (Query query : Query.NESTED) {
      List<String> cells = new ArrayList<>(List.of(query.id(), query.shortSql()));
      CONTESTANTS.forEach(
          name ->
              cells.add(Cells.measured(results, NAME, query.id(), size, name, DataFusion.NAME)));
      table.add(cells);
    }
    return List.of(table);
  }

  @Override
  public List<Aim> aims(Results results) {
    List<OptionalDouble> ratios =
        Query.NESTED.stream()
            .map(
                query ->
                    results.ratio(
                        NAME, query.id(), String.valueOf(BATCH), DataFusion.NAME, Engine.ARROW))
            .toList();
    return List.of(
        Aim.atLeast(
            "nested, 8,192 rows: DataFusion / ours, geometric mean", 1, "×", Aim.mean(ratios)));
  }
}
