// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.Program;
import io.millrace.compile.WindowProgram;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts recorded from DataFusion; {@code record_cases.py} says how a line is made. */
class FunctionCasesTest {
  private static final Object FAILED = new Object();
  private static final Schema NO_COLUMNS = new Schema("t", List.of());

  /** The rows of {@code record_cases.py}. */
  private static final Schema ROWS =
      Schema.of(
              Field.of("x", DataType.INT64),
              Field.of("y", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("p", DataType.BOOLEAN))
          .as("t");

  private static final Object[][] VALUES = {
    {3L, 0.5, "b", true}, {1L, 2.5, "a", false}, {null, 1.5, "b", true}, {4L, 2.5, null, null}
  };

  /** Of every file of cases that is there. */
  static List<String> facts() throws IOException, URISyntaxException {
    Path folder = Path.of(FunctionCasesTest.class.getResource("/functions").toURI());
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".cases")).sorted().toList();
    }
    List<String> facts = new ArrayList<>();
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(facts::add);
      }
    }
    return facts;
  }

  @ParameterizedTest
  @MethodSource("facts")
  void answersAsDataFusionDoes(String fact) {
    String[] parts = fact.split("\t", 3);
    String expected = parts.length == 2 ? "ERROR" : parts[1] + " " + parts[2];
    assertThat(answer(parts[0])).isEqualTo(expected);
  }

  private static String answer(String sql) {
    try {
      if (isWindow(sql)) {
        return ofEachRow(sql);
      }
      boolean overRows = isAggregate(sql);
      DataType type = bind(sql, overRows).type();
      String text = "arrow_cast(" + sql + ", 'Utf8')";
      Object value = overRows ? ofRows(bind(text, true)) : value(bind(text, false));
      return value == FAILED ? "ERROR" : type + " " + (value == null ? "NULL" : value);
    } catch (MillraceException refused) {
      return "ERROR";
    }
  }

  private static boolean isWindow(String sql) {
    try {
      return isWindow(SqlParser.over(ROWS).parse(sql));
    } catch (MillraceException refused) {
      return false;
    }
  }

  private static boolean isWindow(Expr expr) {
    return expr instanceof Expr.WindowCall
        || expr.children().stream().anyMatch(FunctionCasesTest::isWindow);
  }

  /** The values of all rows, with commas between. */
  private static String ofEachRow(String sql) {
    Binder binder = Binder.over(ROWS);
    SqlParser parser = SqlParser.over(ROWS);
    DataType type = binder.bindWindow(parser.parse(sql)).type();
    TypedExpr text = binder.bindWindow(parser.parse("arrow_cast(" + sql + ", 'Utf8')"));
    RowErrors[] errors = {new RowErrors()};
    try (WindowProgram program =
        WindowProgram.compile(Windowing.of(List.of(text)), Block.CAPACITY)) {
      program.add(rows());
      program.finish();
      Block result = program.results(0, VALUES.length, errors)[0];
      StringBuilder values = new StringBuilder(type.toString());
      for (int row = 0; row < VALUES.length; row++) {
        Object value = Cells.get(result, row, text.type());
        values.append(row == 0 ? " " : ", ").append(value == null ? "NULL" : value);
      }
      return errors[0].isEmpty() ? values.toString() : "ERROR";
    }
  }

  private static boolean isAggregate(String sql) {
    try {
      return isAggregate(SqlParser.over(ROWS).withDialect(Dialect.DUCKDB).parse(sql));
    } catch (MillraceException refused) {
      return false;
    }
  }

  private static boolean isAggregate(Expr expr) {
    return expr instanceof Expr.AggregateCall
        || expr.children().stream().anyMatch(FunctionCasesTest::isAggregate);
  }

  private static TypedExpr bind(String sql, boolean overRows) {
    Schema schema = overRows ? ROWS : NO_COLUMNS;
    Expr expr = SqlParser.over(schema).withDialect(Dialect.DUCKDB).parse(sql);
    Binder binder = Binder.over(schema);
    return overRows ? binder.bindAggregate(expr) : binder.bind(expr);
  }

  private static Object value(TypedExpr typed) {
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(typed), 1)) {
      Block result = program.evaluate(new NoColumns(), errors)[0];
      return errors[0].failed(0) ? FAILED : Cells.get(result, 0, typed.type());
    }
  }

  private static RowBatch rows() {
    RowBatch rows = new RowBatch(ROWS.fields().stream().map(Field::type).toList(), Block.CAPACITY);
    for (Object[] values : VALUES) {
      rows.addRow();
      for (int i = 0; i < values.length; i++) {
        rows.set(i, values[i]);
      }
    }
    return rows;
  }

  private static Object ofRows(TypedExpr typed) {
    RowBatch rows = rows();
    RowErrors skipped = new RowErrors();
    RowErrors[] errors = {new RowErrors()};
    try (GroupProgram program =
        GroupProgram.compile(Aggregation.of(List.of(typed)), Block.CAPACITY)) {
      program.resize(1);
      program.update(rows, 0, skipped);
      Block result = program.results(1, errors)[0];
      boolean failed = !skipped.isEmpty() || errors[0].failed(0);
      return failed ? FAILED : Cells.get(result, 0, typed.type());
    }
  }

  private record NoColumns() implements Batch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Block column(int index) {
      throw new IndexOutOfBoundsException(index);
    }
  }
}
