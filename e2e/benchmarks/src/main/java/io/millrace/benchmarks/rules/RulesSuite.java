// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Event;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** 256 rules over the same rows, ten thousand that are only held, and whole jobs of rules. */
public final class RulesSuite implements Suite {
  private static final String NAME = "rules";
  private static final String MATCH = "match";
  private static final String CLASSES = "classes";
  private static final String HEAP = "heap";
  private static final int RULES = 256;
  private static final int ROWS = 1024;
  private static final int HELD = 10_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    Slots slots = run.options().quick() ? Slots.millis(1_000, 100, 5) : Slots.millis(3_000, 200, 9);
    hold(run, HELD);
    match(run, RULES, Rows.generate(ROWS), slots.at(run.options().pace()));
    RuleJobs.run(run);
    RuleNeighbours.run(run);
  }

  /** Runs jobs of a few rules over a few rows, and counts answers, without timing it well. */
  public void check(Run run) {
    Slots once = Slots.runs(0, 1, run.options().pace());
    RuleJobs.stream(run, List.of(10, 40), Feed.POOL, once);
    RuleJobs.share(run, List.of(10), Feed.POOL, once);
    RuleNeighbours.beside(run, Feed.POOL, once);
  }

  /** Competes over some rows. */
  public void match(Run run, int count, Rows rows, Slots slots) {
    List<Rule> rules = Rule.generate(count);
    Event[] events = Event.of(rows);
    Optional<long[]> answer =
        run.judge()
            .map(
                judge -> {
                  judge.load(judge.write(rows), rows.count(), rows.count());
                  return judge.answers("SELECT " + Rule.counts(rules) + " FROM t").stream()
                      .mapToLong(column -> ((Column.Longs) column).values()[0])
                      .toArray();
                });
    Map<String, Supplier<Matcher>> entries = new LinkedHashMap<>();
    entries.put(HandMatcher.NAME, () -> new HandMatcher(rules, events));
    entries.put(Engine.ONE, () -> Engine.together(rules, events));
    entries.put(Engine.MANY, () -> Engine.apart(rules, events));
    entries.put(Engine.ROWS, () -> Engine.byRow(rules, events));

    String variant = String.valueOf(count);
    List<Contestant> contestants = new ArrayList<>();
    try {
      entries.forEach(
          (name, entry) ->
              run.admit(NAME, MATCH, variant, name, () -> checked(entry.get(), answer))
                  .ifPresent(contestants::add));
      run.results()
          .add(NAME, MATCH, variant, "ns/row,rule", contestants, slots.measure(contestants));
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Matcher checked(Matcher matcher, Optional<long[]> answer) {
    long[] found = matcher.answer();
    if (answer.isPresent() && !Arrays.equals(answer.get(), found)) {
      int rule = Arrays.mismatch(answer.get(), found);
      throw new WrongAnswer(
          "rule " + rule + " matches " + found[rule] + " rows, expected " + answer.get()[rule]);
    }
    return matcher;
  }

  /** Measures what so many programs hold. */
  public void hold(Run run, int count) {
    Held held = Held.measure(count);
    add(run, CLASSES, count, "classes", held.classes());
    add(run, HEAP, count, "B/program", held.bytes());
  }

  private static void add(Run run, String subject, int count, String unit, double value) {
    Spread spread = Spread.of(value);
    run.results()
        .add(new Result(NAME, subject, String.valueOf(count), "millrace", "", unit, spread, null));
  }

  @Override
  public List<Table> tables(Results results) {
    List<String> names = List.of(HandMatcher.NAME, Engine.ONE, Engine.MANY, Engine.ROWS);
    Table match =
        new Table(
            "rules, 256 over the same rows: ns a row and rule (speed against hand-written)", names);
    match.add(
        names.stream()
            .map(
                name ->
                    Cells.measured(
                        results, NAME, MATCH, String.valueOf(RULES), name, HandMatcher.NAME))
            .toList());
    Table held =
        new Table(
            "rules, 10,000 programs of 20 shapes", List.of("classes defined", "heap a program"));
    held.add(List.of(held(results, CLASSES, ""), held(results, HEAP, " B")));
    List<Table> tables = new ArrayList<>(List.of(match, held));
    tables.add(RuleJobs.streamed(results));
    tables.add(RuleJobs.shared(results));
    tables.addAll(RuleNeighbours.tables(results));
    return tables;
  }

  private static String held(Results results, String subject, String unit) {
    OptionalDouble value = heldValue(results, subject);
    return value.isEmpty() ? "–" : Math.round(value.getAsDouble()) + unit;
  }

  private static OptionalDouble heldValue(Results results, String subject) {
    return results.median(NAME, subject, String.valueOf(HELD), "millrace");
  }

  @Override
  public List<Aim> aims(Results results) {
    String rules = String.valueOf(RULES);
    List<Aim> aims =
        new ArrayList<>(
            List.of(
                Aim.atMost(
                    "256 rules: a row and rule, one program",
                    6,
                    " ns",
                    results.median(NAME, MATCH, rules, Engine.ONE)),
                Aim.atMost(
                    "256 rules: ours, one program / hand-written row code",
                    0.86,
                    "×",
                    results.ratio(NAME, MATCH, rules, Engine.ONE, HandMatcher.NAME)),
                Aim.atMost(
                    "10,000 programs of 20 shapes: classes", 40, "", heldValue(results, CLASSES)),
                Aim.atMost(
                    "10,000 programs of 20 shapes: heap each",
                    2048,
                    " B",
                    heldValue(results, HEAP)),
                Aim.atLeast(
                    "rows a second of 10,000 selective rules / of 10",
                    0.1,
                    "×",
                    RuleJobs.ofTen(results, RuleJobs.STREAM, 10_000))));
    aims.addAll(RuleNeighbours.aims(results));
    return aims;
  }
}
