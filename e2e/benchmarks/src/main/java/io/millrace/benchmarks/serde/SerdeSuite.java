// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.serde;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Round trips of an expression, by JMH: a JVM for each contestant and round, contestants in turns.
 */
public final class SerdeSuite implements Suite {
  private static final String NAME = "serde";
  private static final String TIME = "round trip";
  private static final String SIZE = "size";
  private static final String VARIANT = "25 nodes";

  /** Does a round trip. */
  private interface Trip {
    Object run(RoundTrips trips) throws IOException;
  }

  /**
   * @param benchmark the method of {@link SerdeBenchmark}
   * @param isOurs whether it gives our expressions, and not plain trees
   */
  private record Entry(String name, String benchmark, Trip trip, boolean isOurs) {}

  private static final Entry KNOWN = new Entry("millrace, known", "known", RoundTrips::known, true);
  private static final Entry NEW = new Entry("millrace, new", "unknown", RoundTrips::unknown, true);
  private static final List<Entry> ENTRIES =
      List.of(
          KNOWN,
          NEW,
          new Entry("millrace, just built", "built", RoundTrips::built, true),
          new Entry("Kryo", "kryo", RoundTrips::kryo, false),
          new Entry("Fory", "fory", RoundTrips::fory, false),
          new Entry("Java", "java", RoundTrips::java, false));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    List<Entry> right = right(run);
    int rounds = run.options().quick() ? 2 : 7;
    double[][] nanos = new double[right.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < nanos.length; i++) {
        nanos[i][round] = nanos(right.get(i).benchmark, run.options().quick());
      }
    }
    for (int i = 0; i < nanos.length; i++) {
      add(run, TIME, right.get(i), "µs", Spread.of(nanos[i]).times(1e-3));
    }
  }

  /** Does each round trip, twice, without timing it. */
  public void check(Run run) {
    right(run);
  }

  /** Those that give back what went in. */
  private static List<Entry> right(Run run) {
    List<Entry> right = new ArrayList<>();
    RoundTrips trips = new RoundTrips();
    for (Entry entry : ENTRIES) {
      run.admit(
              NAME,
              TIME,
              VARIANT,
              entry.name,
              () -> {
                check(entry, trips);
                check(entry, trips);
                return entry;
              })
          .ifPresent(
              admitted -> {
                right.add(admitted);
                add(run, SIZE, admitted, "B", Spread.of(trips.size()));
              });
    }
    return right;
  }

  private static void check(Entry entry, RoundTrips trips) {
    try {
      Object found = entry.trip.run(trips);
      Object expected = entry.isOurs ? trips.lastExpr() : trips.lastTree();
      if (!Objects.equals(expected, found)) {
        throw new WrongAnswer(found + ", expected " + expected);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Run run, String subject, Entry entry, String unit, Spread spread) {
    run.results().add(new Result(NAME, subject, VARIANT, entry.name, "", unit, spread, null));
  }

  private static double nanos(String benchmark, boolean quick) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include("^" + SerdeBenchmark.class.getName() + "." + benchmark + "$")
                  .forks(1)
                  .warmupIterations(2)
                  .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
                  .measurementIterations(1)
                  .measurementTime(TimeValue.milliseconds(500))
                  .verbosity(VerboseMode.SILENT)
                  .shouldFailOnError(true)
                  .build())
          .runSingle()
          .getPrimaryResult()
          .getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Table> tables(Results results) {
    Table table =
        new Table("serde, an expression of 25 nodes", List.of("", "round trip, µs", "size, bytes"));
    for (Entry entry : ENTRIES) {
      String time =
          results
              .find(NAME, TIME, VARIANT, entry.name)
              .map(each -> each.spread() == null ? "wrong" : each.spread().toString())
              .orElse("–");
      OptionalDouble size = results.median(NAME, SIZE, VARIANT, entry.name);
      table.add(
          List.of(
              entry.name, time, size.isEmpty() ? "–" : String.valueOf((long) size.getAsDouble())));
    }
    return List.of(table);
  }

  @Override
  public List<Aim> aims(Results results) {
    return List.of(
        Aim.atMost(
            "serializer round trip, known expression",
            1,
            " µs",
            results.median(NAME, TIME, VARIANT, KNOWN.name)),
        Aim.atMost(
            "serializer round trip, new expression",
            10,
            " µs",
            results.median(NAME, TIME, VARIANT, NEW.name)));
  }
}
