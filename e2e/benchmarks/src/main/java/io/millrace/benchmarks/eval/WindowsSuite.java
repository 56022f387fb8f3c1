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
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that slide over one window of many rows, sorting them included, and what needs them all.
 */
public final class WindowsSuite implements Suite {
  private static final String NAME = "windows";
  private static final int BATCH = 8192;

  /** Passes; one over so many rows is as long as several slots of others. */
  private static final int WARM_UP = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    Options options = run.options();
    Rows rows = Rows.generate(options.quick() ? 1 << 18 : 1 << 20);
    Slots slots =
        options.quick()
            ? Slots.runs(WARM_UP, 3, options.pace())
            : Slots.runs(2 * WARM_UP, 7, options.pace());
    run(run, rows, slots);
  }

  /** Competes over all rows as one window. */
  public void run(Run run, Rows rows, Slots slots) {
    run.judge().ifPresent(judge -> judge.load(judge.write(rows), rows.count(), BATCH));
    List<Rows> batches = rows.batches(BATCH);
    for (Query query : Query.WINDOWS) {
      if (run.options().wants(query.id())) {
        compete(run, query, batches, slots, String.valueOf(rows.count()));
      }
    }
  }

  private static void compete(
      Run run, Query query, List<Rows> batches, Slots slots, String variant) {
    List<Contestant> contestants = new ArrayList<>();
    run.judge().ifPresent(judge -> contestants.add(judge.contestant(query)));
    Column expected = run.judge().map(judge -> judge.answer(query)).orElse(null);
    try {
      run.admit(
              NAME,
              query.id(),
              variant,
              Engine.BLOCKS,
              () -> checked(query, Engine.overBlocks(query, batches), expected))
          .ifPresent(contestants::add);
      run.results()
          .add(NAME, query.id(), variant, "ns/row", contestants, slots.measure(contestants));
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Evaluator checked(Query query, Evaluator evaluator, Column expected) {
    Column answer = evaluator.answer();
    Answers.check(query, expected == null ? answer : expected, answer);
    return evaluator;
  }

  @Override
  public List<Table> tables(Results results) {
    List<Table> tables = new ArrayList<>();
    for (String variant : variants(results)) {
      Table table =
          new Table(
              "windows of " + variant + " rows: ns a row (speed against DataFusion)",
              List.of("", "expression", DataFusion.NAME, Engine.BLOCKS));
      for (Query query : Query.WINDOWS) {
        table.add(
            List.of(
                query.id(),
                query.shortSql(),
                Cells.measured(
                    results, NAME, query.id(), variant, DataFusion.NAME, DataFusion.NAME),
                Cells.measured(
                    results, NAME, query.id(), variant, Engine.BLOCKS, DataFusion.NAME)));
      }
      tables.add(table);
    }
    return tables;
  }

  private static List<String> variants(Results results) {
    return results.all().stream()
        .filter(each -> each.suite().equals(NAME))
        .map(each -> each.variant())
        .distinct()
        .toList();
  }

  @Override
  public List<Aim> aims(Results results) {
    return List.of(
        Aim.atLeast(
            "windows of a million rows: DataFusion / ours, the least",
            1,
            "×",
            Aim.least(
                variants(results).stream()
                    .flatMap(
                        variant ->
                            Query.WINDOWS.stream()
                                .map(
                                    query ->
                                        results.ratio(
                                            NAME,
                                            query.id(),
                                            variant,
                                            DataFusion.NAME,
                                            Engine.BLOCKS)))
                    .toList())));
  }
}
