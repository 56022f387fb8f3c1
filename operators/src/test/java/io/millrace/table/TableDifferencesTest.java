// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of what Flink SQL and DataFusion give, evaluated by both. */
class TableDifferencesTest {
  private static final Path PAGE = Path.of("../docs/explanation/datafusion-in-flink-sql.md");

  private static TableEnvironment tables;

  @BeforeAll
  static void load() {
    tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    tables.executeSql("LOAD MODULE millrace");
  }

  private static final String FAILS = "the job fails";
  private static final String REFUSED = "refused";

  /** Made anew with {@code -Dmillrace.write=true}. */
  @Test
  void whatThePageSaysIsTheCase() throws Exception {
    List<String> page = Files.readAllLines(PAGE);
    List<String[]> lines = page.stream().map(line -> line.split(" \\| ")).toList();
    List<String[]> cases =
        lines.stream().filter(line -> line.length == 5 && line[1].startsWith("`")).toList();
    ofFlink(cases);
    ofDataFusion(cases);
    List<String> measured = lines.stream().map(line -> String.join(" | ", line)).toList();
    if (Boolean.getBoolean("millrace.write")) {
      Files.write(PAGE, measured);
    }
    assertThat(measured)
        .as("the page is stale; make it anew with -Dmillrace.write=true, see CONTRIBUTING")
        .isEqualTo(Files.readAllLines(PAGE));
  }

  /** In one query, but for those that the page says to fail: they would fail all. */
  private static void ofFlink(List<String[]> cases) throws Exception {
    List<String[]> answered = new ArrayList<>();
    for (String[] line : cases) {
      if (line[2].equals(FAILS) || line[2].equals(REFUSED)) {
        line[2] = alone(text(line[1]));
      } else {
        answered.add(line);
      }
    }
    Row row = row(answered.stream().map(line -> text(line[1])));
    for (int i = 0; i < row.getArity(); i++) {
      answered.get(i)[2] = shown(row.getField(i));
    }
  }

  private static String alone(String expression) {
    try {
      return shown(row(Stream.of(expression)).getField(0));
    } catch (ValidationException e) {
      return REFUSED;
    } catch (Exception e) {
      return FAILS;
    }
  }

  /** What is an error of a row is refused with a query that spells it out. */
  private static void ofDataFusion(List<String[]> cases) throws Exception {
    List<String> texts = cases.stream().map(line -> text(line[3]).replace("'", "''")).toList();
    Row errors = row(texts.stream().map("df_eval_error('%s', 'VARCHAR')"::formatted));
    List<String[]> answered = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (errors.getField(i) == null) {
        answered.add(cases.get(i));
        calls.add("df_eval('" + texts.get(i) + "')");
      } else {
        cases.get(i)[4] = "NULL, counted |";
      }
    }
    Row row = row(calls.stream());
    for (int i = 0; i < answered.size(); i++) {
      answered.get(i)[4] = shown(row.getField(i)) + " |";
    }
  }

  private static Row row(Stream<String> expressions) throws Exception {
    return Queries.rows(tables, expressions.collect(Collectors.joining(", ", "SELECT ", "")))
        .get(0);
  }

  private static String text(String cell) {
    return cell.replace("`", "");
  }

  private static String shown(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    if (value instanceof String text) {
      return text.isEmpty() ? "an empty text" : "`" + text + "`";
    }
    return value == null ? "NULL" : value.toString();
  }
}
