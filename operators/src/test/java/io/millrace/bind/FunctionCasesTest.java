// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts recorded from DataFusion; {@code record_cases.py} says how a line is made. */
class FunctionCasesTest {
  private static final Schema NO_COLUMNS = new Schema("t", List.of());

  static Stream<String> facts() throws IOException {
    Stream.Builder<String> facts = Stream.builder();
    for (String family :
        List.of(
            "math",
            "string",
            "regex",
            "datetime",
            "formats",
            "casts",
            "nested",
            "encoding",
            "lists",
            "list_edits",
            "list_making",
            "list_math",
            "list_sets",
            "maps")) {
      lines(family).forEach(facts);
    }
    return facts.build();
  }

  private static List<String> lines(String family) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                FunctionCasesTest.class.getResourceAsStream("/functions/" + family + ".cases"),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }
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
      SqlParser parser = SqlParser.over(NO_COLUMNS);
      DataType type = Binder.over(NO_COLUMNS).bind(parser.parse(sql)).type();
      String text = text("arrow_cast(" + sql + ", 'Utf8')");
      return text == null ? "ERROR" : type + " " + text;
    } catch (MillraceException refused) {
      return "ERROR";
    }
  }

  /** Null if the row failed. */
  private static String text(String sql) {
    TypedExpr typed = Binder.over(NO_COLUMNS).bind(SqlParser.over(NO_COLUMNS).parse(sql));
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(typed), 1)) {
      Block result = program.evaluate(new NoColumns(), errors)[0];
      Object value = Cells.get(result, 0, typed.type());
      return errors[0].failed(0) ? null : value == null ? "NULL" : value.toString();
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
