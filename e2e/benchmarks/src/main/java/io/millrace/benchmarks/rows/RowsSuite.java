// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Event;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** Twelve expressions over one Java object at a time. */
public final class RowsSuite implements Suite {
  private static final String NAME = "rows";
  private static final String VARIANT = "1";

  /** As many as fit into the caches: a stream's rows have just been made. */
  private static final int COUNT = 4096;

  private static final List<Query> QUERIES =
      Query.ALL.stream().filter(query -> query.kind() == Query.Kind.ROW).toList();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    Slots slots = run.options().quick() ? Slots.millis(200, 50, 3) : Slots.millis(600, 100, 7);
    run(run, Rows.generate(COUNT), slots.at(run.options().pace()));
  }

  /** Competes over some rows. */
  public void run(Run run, Rows rows, Slots slots) {
    run.judge().ifPresent(judge -> judge.load(judge.write(rows), rows.count(), rows.count()));
    Event[] events = Event.of(rows);
    for (Query query : QUERIES) {
      if (run.options().wants(query.id())) {
        compete(run, query, events, slots);
      }
    }
  }

  private static void compete(Run run, Query query, Event[] events, Slots slots) {
    Optional<Column> answer = run.judge().map(judge -> judge.answer(query));
    List<Contestant> contestants = new ArrayList<>();
    try {
      admit(run, query, Engine.NAME, () -> Engine.map(query), events, answer, contestants);
      admit(run, query, HandRows.NAME, () -> HandRows.of(query.id()), events, answer, contestants);
      for (String peer : Peers.names()) {
        Peers.map(peer, query.id())
            .ifPresent(map -> admit(run, query, peer, () -> map, events, answer, contestants));
      }
      run.results()
          .add(NAME, query.id(), VARIANT, "ns/row", contestants, slots.measure(contestants));
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static void admit(
      Run run,
      Query query,
      String name,
      Supplier<MapFunction<Event, Row>> map,
      Event[] events,
      Optional<Column> answer,
      List<Contestant> contestants) {
    run.admit(
            NAME,
            query.id(),
            VARIANT,
            name,
            () -> {
              Entry entry = new Entry(name, map.get(), events);
              answer.ifPresent(column -> check(query, column, entry));
              return entry;
            })
        .ifPresent(contestants::add);
  }

  private static void check(Query query, Column answer, Entry entry) {
    for (int i = 0; i < answer.rows(); i++) {
      Object expected = Event.object(answer, i, query.id().equals("e08"));
      Object found = entry.answer(i);
      if (!Objects.equals(plain(expected), plain(found))) {
        throw new WrongAnswer("row " + i + " is " + found + ", expected " + expected);
      }
    }
  }

  /** Languages choose widths of integers and scales of decimals. */
  private static Object plain(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  @Override
  public List<Table> tables(Results results) {
    List<String> names =
        Stream.concat(Stream.of(Engine.NAME, HandRows.NAME), Peers.names().stream()).toList();
    List<String> columns = new ArrayList<>(List.of("", "expression"));
    columns.addAll(names);
    columns.add("ours / hand");
    Table table =
        new Table("rows, one object at a time: ns a row (speed against hand-written)", columns);
    for (Query query : QUERIES) {
      if (results.find(NAME, query.id(), VARIANT, HandRows.NAME).isPresent()) {
        List<String> cells = new ArrayList<>(List.of(query.id(), query.shortSql()));
        for (String name : names) {
          cells.add(Cells.measured(results, NAME, query.id(), VARIANT, name, HandRows.NAME));
        }
        cells.add(
            Cells.times(results.ratio(NAME, query.id(), VARIANT, Engine.NAME, HandRows.NAME)));
        table.add(cells);
      }
    }
    List<String> means = new ArrayList<>(List.of("", "geometric mean"));
    for (String name : names) {
      means.add(
          name.equals(HandRows.NAME)
              ? ""
              : Cells.times(Aim.mean(ratios(results, HandRows.NAME, name))));
    }
    means.add(Cells.times(Aim.mean(ratios(results, Engine.NAME, HandRows.NAME))));
    table.add(means);
    return List.of(table);
  }

  private static List<OptionalDouble> ratios(Results results, String slow, String fast) {
    return QUERIES.stream()
        .map(query -> results.ratio(NAME, query.id(), VARIANT, slow, fast))
        .toList();
  }

  @Override
  public List<Aim> aims(Results results) {
    List<Aim> aims = new ArrayList<>();
    aims.add(
        Aim.atMost(
            "record mode: ours / hand-written, geometric mean",
            2,
            "×",
            Aim.mean(ratios(results, Engine.NAME, HandRows.NAME))));
    for (String peer : Peers.names()) {
      aims.add(
          Aim.atLeast(
              "record mode: " + peer + " / ours, geometric mean",
              10,
              "×",
              Aim.mean(ratios(results, peer, Engine.NAME))));
    }
    return aims;
  }
}
