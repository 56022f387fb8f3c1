// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.OverProgram.Together;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What OVER a stream keeps of a partition, as the first release writes it, which every later one
 * reads. A line of the file is a call, the form of its state, the bytes of the partition and of its
 * last row, and the answers to the rows that follow. New calls are written by {@code
 * -Dmillrace.write=true}; what is there is never changed.
 */
class GoldenOverTest {
  private static final Path FILE = Path.of("src/test/resources/over/golden-over-1.tsv");
  private static final Schema SCHEMA =
      SqlSchema.parse("t TIMESTAMP, n BIGINT, s VARCHAR, x DOUBLE");
  private static final int CUT = 6;
  private static final int ROWS = 9;

  /** What frames keep of aggregates is in {@code GoldenFrameTest}. */
  private static final List<String> CALLS =
      List.of(
          "row_number() OVER (ORDER BY t)",
          "rank() OVER (PARTITION BY s ORDER BY t)",
          "dense_rank() OVER (ORDER BY t, n)",
          "lag(n) OVER (ORDER BY t)",
          "lag(s, 3, '-') OVER (ORDER BY t)",
          "lag(n, 2) IGNORE NULLS OVER (ORDER BY t)",
          "first_value(s) OVER (ORDER BY t)",
          "first_value(n) IGNORE NULLS OVER (ORDER BY t ROWS 2 PRECEDING)",
          "last_value(n) OVER (ORDER BY t ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING)",
          "last_value(x) IGNORE NULLS OVER (ORDER BY t)",
          "nth_value(n, 2) OVER (ORDER BY t)",
          "nth_value(n, 7) OVER (ORDER BY t)",
          "nth_value(n, -2) OVER (ORDER BY t ROWS 3 PRECEDING)",
          "sum(n) OVER (ORDER BY t)",
          "sum(x) FILTER (WHERE n > 0) OVER (ORDER BY t ROWS 2 PRECEDING)",
          "max(n) OVER (ORDER BY t GROUPS 1 PRECEDING)",
          "array_agg(s) OVER (ORDER BY t RANGE INTERVAL '2 seconds' PRECEDING)",
          "median(10 / n) OVER (ORDER BY t ROWS 2 PRECEDING)",
          "n + avg(n) OVER (ORDER BY t)");

  static List<String> lines() throws IOException {
    return Files.readAllLines(FILE).stream().filter(line -> !line.startsWith("#")).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isReadAndGoesOn(String line) {
    String[] parts = line.split("\t", -1);
    try (Task task = new Task(parts[0])) {
      assertThat(task.program.form().toString()).isEqualTo(parts[1]);
      task.partition = task.program.open(read(parts[2]).calls());
      task.rows.put(CUT - 1L, OverRow.of(read(parts[3]).calls().get(0)));
      for (int row = 0; row < CUT - 1; row++) {
        task.rows.put((long) row, kept(parts[0], row));
      }
      assertThat(task.answers(CUT, ROWS)).hasToString(parts[4]);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isWrittenAsItWas(String line) {
    assertThat(line(line.substring(0, line.indexOf('\t')))).isEqualTo(line);
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(lines())
        .extracting(line -> line.substring(0, line.indexOf('\t')))
        .containsAll(CALLS);
  }

  @Test
  @EnabledIfSystemProperty(named = "millrace.write", matches = "true")
  void write() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
    for (String sql : CALLS) {
      if (lines.stream().noneMatch(line -> line.startsWith(sql + "\t"))) {
        lines.add(line(sql));
      }
    }
    Files.write(FILE, lines);
  }

  private static String line(String sql) {
    try (Task task = new Task(sql)) {
      task.answers(0, CUT);
      String form = task.program.form().toString();
      String partition = written(new AccumulatorState(task.partition.state()));
      String row = written(new AccumulatorState(List.of(task.rows.get(CUT - 1L).toState())));
      return String.join("\t", sql, form, partition, row, task.answers(CUT, ROWS).toString());
    }
  }

  private static OverRow kept(String sql, int number) {
    try (Task task = new Task(sql)) {
      task.answers(0, number + 1);
      return task.rows.get((long) number);
    }
  }

  /** One partition, whose rows are answered as they come. */
  private static final class Task implements AutoCloseable {
    private final TypedExpr bound;
    private final OverProgram program;
    private final Map<Long, OverRow> rows = new HashMap<>();
    private OverPartition partition;

    Task(String sql) {
      bound = Binder.over(SCHEMA).bindWindow(SqlParser.over(SCHEMA).parse(sql));
      program =
          OverProgram.compile(Running.of(Windowing.of(List.of(bound)), Running.Time.EVENT, 1000));
      partition = program.open();
    }

    List<Object> answers(int from, int to) {
      List<Object> answers = new ArrayList<>();
      for (int number = from; number < to; number++) {
        OverRow read = program.read(row(number), 1000L * number);
        rows.put((long) number, program.append(partition, read, Together.NO));
        RowErrors[] errors = {new RowErrors()};
        Block[] results = program.answer(partition, rows::get, errors);
        answers.add(
            errors[0].failed(0) ? errors[0].message(0) : Cells.get(results[0], 0, bound.type()));
      }
      return answers;
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private static RowBatch row(int number) {
    RowBatch row = new RowBatch(SCHEMA.fields().stream().map(Field::type).toList(), 1);
    row.addRow();
    row.set(0, 1_000_000L * number);
    row.set(1, number % 4 == 1 ? null : (Object) (number * 7L % 5 - 1));
    row.set(2, number % 5 == 2 ? null : "v" + number);
    row.set(3, number % 3 == 0 ? null : (Object) (number / 4.0));
    return row;
  }

  private static String written(AccumulatorState state) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      AccumulatorStateSerializer.INSTANCE.serialize(state, out);
      return HexFormat.of().formatHex(out.getCopyOfBuffer());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static AccumulatorState read(String hex) {
    try {
      return AccumulatorStateSerializer.INSTANCE.deserialize(
          new DataInputDeserializer(HexFormat.of().parseHex(hex)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
