// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.latency;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Cells;
import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.harness.Looped;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Slots;
import io.millrace.benchmarks.harness.Spread;
import io.millrace.benchmarks.harness.Table;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.judge.FirstValues;
import io.millrace.benchmarks.run.Run;
import io.millrace.benchmarks.run.Suite;
import io.millrace.benchmarks.workload.Fresh;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** From bytes to the first value: in a JVM that has seen many expressions, and in a new one. */
public final class LatencySuite implements Suite {
  private static final String NAME = "latency";
  private static final String CONSTANTS = "new constants";
  private static final String SHAPE = "new shape";
  private static final String COLD = "cold";
  private static final String WARM = "warm";
  private static final List<String> CONTESTANTS =
      List.of(DataFusion.NAME, Engine.NAME, CelPeer.NAME);

  /** Of each kind; a contestant that is through with them begins anew. */
  private static final int MANY = 20_000;

  private static final int CHECKED = 50;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Run run) {
    boolean quick = run.options().quick();
    Slots slots = quick ? Slots.millis(2_000, 100, 5) : Slots.millis(5_000, 200, 15);
    warm(run, MANY, slots.at(run.options().pace()));
    cold(run, quick ? 3 : 11);
  }

  /** New expressions, one after another. */
  public void warm(Run run, int many, Slots slots) {
    warm(run, CONSTANTS, Fresh::constants, many, slots);
    warm(run, SHAPE, Fresh::shape, many, slots);
  }

  private static void warm(
      Run run, String subject, IntFunction<String> expressions, int many, Slots slots) {
    Rows row = Rows.generate(1);
    List<String> sql = IntStream.range(0, many).mapToObj(expressions).toList();
    List<byte[]> encoded = sql.stream().map(Fresh::bytes).toList();
    List<Contestant> contestants = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    run.judge()
        .ifPresent(
            judge -> {
              FirstValues first = judge.firstValues(row, encoded);
              for (int i = 0; i < Math.min(many, CHECKED); i++) {
                answers.add(first.value(i));
              }
              contestants.add(first);
            });
    Engine engine = new Engine(row);
    admit(run, subject, Engine.NAME, encoded, engine::value, answers, contestants);
    CelPeer cel = new CelPeer(row);
    admit(
        run,
        subject,
        CelPeer.NAME,
        sql.stream().map(CelPeer::text).toList(),
        cel::value,
        answers,
        contestants);
    run.results().addMicros(NAME, subject, WARM, contestants, slots.measure(contestants));
  }

  private static <E> void admit(
      Run run,
      String subject,
      String name,
      List<E> expressions,
      Function<E, Object> evaluation,
      List<String> answers,
      List<Contestant> contestants) {
    run.admit(
            NAME,
            subject,
            WARM,
            name,
            () -> {
              for (int i = 0; i < answers.size(); i++) {
                check(answers.get(i), evaluation.apply(expressions.get(i)));
              }
              return new Looped(name) {
                private int next;

                @Override
                public long pass() {
                  if (evaluation.apply(expressions.get(next)) == null) {
                    throw new WrongAnswer("null for expression " + next);
                  }
                  next = next + 1 == expressions.size() ? 0 : next + 1;
                  return 1;
                }
              };
            })
        .ifPresent(contestants::add);
  }

  private static void check(String expected, Object found) {
    if (Double.compare(python(expected), (Double) found) != 0) {
      throw new WrongAnswer(found + ", expected " + expected);
    }
  }

  /** A number in Python's spelling. */
  private static double python(String number) {
    return Double.parseDouble(number.replace("inf", "Infinity").replace("nan", "NaN"));
  }

  /** The first expression of a process, so many processes each. */
  public void cold(Run run, int processes) {
    Rows row = Rows.generate(1);
    String sql = Fresh.constants(0);
    try {
      Path bytes = Files.write(run.directory().resolve("cold.expr"), Fresh.bytes(sql));
      Path text =
          Files.writeString(
              run.directory().resolve("cold.cel"), CelPeer.text(sql), StandardCharsets.UTF_8);
      double[][] micros = new double[CONTESTANTS.size()][processes];
      for (int i = 0; i < processes; i++) {
        if (run.judge().isPresent()) {
          micros[0][i] = run.judge().get().coldFirst(row, Fresh.bytes(sql));
        }
        micros[1][i] = NewJvm.micros(Engine.NAME, bytes);
        micros[2][i] = NewJvm.micros(CelPeer.NAME, text);
      }
      for (int i = run.judge().isPresent() ? 0 : 1; i < micros.length; i++) {
        Spread spread = Spread.of(micros[i]);
        run.results()
            .add(new Result(NAME, CONSTANTS, COLD, CONTESTANTS.get(i), "", "µs", spread, null));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Table> tables(Results results) {
    List<String> columns = new ArrayList<>(List.of("", "process"));
    columns.addAll(CONTESTANTS);
    Table table =
        new Table("latency, bytes to first value: µs (speed against DataFusion)", columns);
    row(results, CONSTANTS, WARM, table);
    row(results, SHAPE, WARM, table);
    row(results, CONSTANTS, COLD, table);
    return List.of(table);
  }

  private static void row(Results results, String subject, String variant, Table table) {
    List<String> cells = new ArrayList<>(List.of(subject, variant));
    for (String name : CONTESTANTS) {
      cells.add(Cells.measured(results, NAME, subject, variant, name, DataFusion.NAME));
    }
    table.add(cells);
  }

  @Override
  public List<Aim> aims(Results results) {
    OptionalDouble cold = results.median(NAME, CONSTANTS, COLD, Engine.NAME);
    return List.of(
        Aim.atMost(
            "bytes to first value, warm, new constants",
            50,
            " µs",
            results.median(NAME, CONSTANTS, WARM, Engine.NAME)),
        Aim.atMost(
            "bytes to first value, warm, new shape",
            50,
            " µs",
            results.median(NAME, SHAPE, WARM, Engine.NAME)),
        Aim.atMost(
            "bytes to first value, cold JVM",
            50,
            " ms",
            cold.isEmpty() ? cold : OptionalDouble.of(cold.getAsDouble() / 1e3)));
  }
}
