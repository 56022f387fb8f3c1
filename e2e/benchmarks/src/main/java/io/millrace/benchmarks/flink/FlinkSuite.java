// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.types.Row;

/** Rows a second of whole jobs. */
public final class FlinkSuite implements Suite {
  private static final String NAME = "flink";
  private static final String VARIANT = "1";
  private static final List<String> CONTESTANTS =
      List.of(HandJobs.NAME, Engine.OBJECTS, Engine.ROW_DATA, SqlJob.NAME);

  /** Sums of doubles in another order. */
  private static final double ORDER = 1e-9;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    boolean quick = run.options().quick();
    // A slot is one run of a job.
    Slots slots = new Slots(quick ? 1 : 2, 1, quick ? 3 : 9, run.options().pace());
    run(run, quick ? 1_000_000 : 4_000_000, slots);
  }

  /** Competes over so many rows a job. */
  private static void run(Run run, long count, Slots slots) {
    try (Cluster cluster = new Cluster()) {
      load(run);
      for (Task task : wanted(run)) {
        List<Job> right = right(run, task, cluster, count);
        Map<String, Spread> spreads = slots.measure(right);
        run.results().add(NAME, task.name(), VARIANT, "ns/row", right, spreads);
      }
    }
  }

  /** Runs every job over a few rows, without timing it. */
  public void check(Run run) {
    try (Cluster cluster = new Cluster()) {
      load(run);
      wanted(run).forEach(task -> right(run, task, cluster, Sources.POOL));
    }
  }

  private static void load(Run run) {
    Rows pool = Rows.generate(Sources.POOL);
    run.judge().ifPresent(judge -> judge.load(judge.write(pool), pool.count(), pool.count()));
  }

  private static List<Task> wanted(Run run) {
    return Task.ALL.stream().filter(task -> run.options().wants(task.name())).toList();
  }

  /** The jobs that give what DataFusion gives; without it, what the first job gives. */
  private static List<Job> right(Run run, Task task, Cluster cluster, long count) {
    List<Row> expected = run.judge().map(judge -> answers(judge, task)).orElse(null);
    List<Job> right = new ArrayList<>();
    for (Job job : task.jobs().of(cluster, count)) {
      if (expected == null) {
        expected = rows(task, job);
      }
      List<Row> answer = expected;
      run.admit(
              NAME,
              task.name(),
              VARIANT,
              job.name(),
              () -> {
                check(answer, rows(task, job));
                return job;
              })
          .ifPresent(right::add);
    }
    return right;
  }

  private static List<Row> answers(DataFusion judge, Task task) {
    List<Column> columns = judge.answers(task.judged());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < columns.get(0).rows(); i++) {
      Row row = new Row(columns.size());
      for (int column = 0; column < columns.size(); column++) {
        row.setField(column, columns.get(column).get(i));
      }
      rows.add(row);
    }
    return ordered(task, rows);
  }

  private static List<Row> rows(Task task, Job job) {
    try {
      return ordered(task, job.rows(Sources.POOL));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot run the job of " + job.name(), e);
    }
  }

  private static List<Row> ordered(Task task, List<Row> rows) {
    if (!task.isOrdered()) {
      rows.sort(Comparator.comparingDouble(row -> (Double) row.getField(0)));
    }
    return rows;
  }

  private static void check(List<Row> expected, List<Row> found) {
    if (expected.size() != found.size()) {
      throw new WrongAnswer(found.size() + " rows, expected " + expected.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      for (int column = 0; column < expected.get(i).getArity(); column++) {
        if (!isSame(expected.get(i).getField(column), found.get(i).getField(column))) {
          throw new WrongAnswer(
              "row " + i + " is " + found.get(i) + ", expected " + expected.get(i));
        }
      }
    }
  }

  private static boolean isSame(Object expected, Object found) {
    if (expected instanceof Double one && found instanceof Double other) {
      return Math.abs(one - other) <= ORDER * Math.abs(one);
    }
    return Objects.equals(expected, found);
  }

  @Override
  public List<Table> tables(Results results) {
    List<String> columns = new ArrayList<>(List.of(""));
    CONTESTANTS.forEach(name -> columns.add(name + ", rows/s"));
    Table table =
        new Table("flink, whole jobs: rows a second (speed against hand-written)", columns);
    for (Task task : Task.ALL) {
      if (results.find(NAME, task.name(), VARIANT, HandJobs.NAME).isPresent()) {
        List<String> cells = new ArrayList<>(List.of(task.name()));
        CONTESTANTS.forEach(name -> cells.add(cell(results, task.name(), name)));
        table.add(cells);
      }
    }
    return List.of(table);
  }

  private static String cell(Results results, String task, String name) {
    return results
        .find(NAME, task, VARIANT, name)
        .filter(result -> result.problem() == null)
        .map(Result::spread)
        .map(
            spread ->
                Spread.number(1e9 / spread.median())
                    + " ±"
                    + spread.percent()
                    + "% ("
                    + Cells.times(results.ratio(NAME, task, VARIANT, HandJobs.NAME, name))
                    + ")")
        .orElse("–");
  }

  @Override
  public List<Aim> aims(Results results) {
    List<Aim> aims = new ArrayList<>();
    for (String task : List.of("map", "filter")) {
      aims.add(against(results, task, HandJobs.NAME, Engine.OBJECTS, 0.95));
    }
    for (String task : List.of("map", "filter")) {
      aims.add(against(results, task, SqlJob.NAME, Engine.ROW_DATA, 1));
    }
    aims.add(against(results, "strings", SqlJob.NAME, Engine.ROW_DATA, 1.5));
    aims.add(against(results, "window", HandJobs.NAME, Engine.OBJECTS, 1.5));
    aims.add(against(results, "window", SqlJob.NAME, Engine.ROW_DATA, 1.5));
    return aims;
  }

  private static Aim against(
      Results results, String task, String other, String ours, double target) {
    return Aim.atLeast(
        "Flink " + task + ": rows a second, " + ours + " / " + other,
        target,
        "×",
        results.ratio(NAME, task, VARIANT, other, ours));
  }
}
