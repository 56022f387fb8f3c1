// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.command.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
  private static final String SCHEMA = "carrier VARCHAR, delay INT, flight INT";

  @TempDir Path folder;

  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();

  @BeforeEach
  void writeFlights() throws Exception {
    Files.writeString(
        folder.resolve("flights.csv"),
        """
        flight,carrier,delay
        1,UA,90
        2,AA,
        3,UA,0
        """);
  }

  private int eval(String... args) throws Exception {
    return Eval.run(args, out::add, err::add);
  }

  private int overFlights(String... args) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--input", folder.resolve("flights.csv").toString(), "--schema", SCHEMA));
    return eval(all.toArray(String[]::new));
  }

  @Test
  void withoutInputThereIsOneRow() throws Exception {
    assertThat(eval("upper('abc')", "1 + 1 AS two", "[1, NULL]")).isZero();
    assertThat(out)
        .containsExactly(
            "+--------------------+-------+---------------------------+",
            "| upper(Utf8(\"abc\")) | two   | make_array(Int64(1),NULL) |",
            "| Utf8               | Int64 | List(Int64)               |",
            "+--------------------+-------+---------------------------+",
            "| ABC                | 2     | [1, ]                     |",
            "+--------------------+-------+---------------------------+");
    assertThat(err).isEmpty();
  }

  @Test
  void rowsOfAFileStandBelowEachOtherAndErrorsInTheirPlace() throws Exception {
    assertThat(overFlights("100 / delay", "delay IS NULL AS missing")).isEqualTo(1);
    assertThat(out)
        .containsExactly(
            "+------------------------------------------------------------------+---------+",
            "| Int64(100) / t.delay                                             | missing |",
            "| Int64                                                            | Boolean |",
            "+------------------------------------------------------------------+---------+",
            "| 1                                                                | false   |",
            "| NULL                                                             | true    |",
            "| ! Cannot divide 100: the divisor is 0, expected any other number | false   |",
            "+------------------------------------------------------------------+---------+");
    assertThat(err)
        .containsExactly(
            "1 row without an answer, the first: row 3: "
                + "Cannot divide 100: the divisor is 0, expected any other number");
  }

  @Test
  void aggregatesGiveOneRow() throws Exception {
    assertThat(overFlights("count(*)", "sum(delay) + 1", "--json")).isZero();
    assertThat(out).containsExactly("{\"count(*)\":3,\"sum(t.delay) + Int64(1)\":91}");
  }

  @Test
  void rowsThatCanNotBeReadAreShownAndCountForNoAggregate() throws Exception {
    Files.writeString(folder.resolve("flights.csv"), "flight,carrier,delay\n1,UA,soon\n2,UA,5\n");
    assertThat(overFlights("delay + 1", "--json")).isEqualTo(1);
    assertThat(out).hasSize(2);
    assertThat(out.get(0))
        .startsWith("{\"t.delay + Int64(1)\":null,\"errors\":{\"t.delay + Int64(1)\":\"line 2: ");
    assertThat(out.get(1)).isEqualTo("{\"t.delay + Int64(1)\":6}");
    out.clear();
    err.clear();
    assertThat(overFlights("count(*)", "--json")).isEqualTo(1);
    assertThat(out).containsExactly("{\"count(*)\":1}");
    assertThat(err).singleElement().asString().startsWith("1 row without an answer, left out, ");
  }

  @Test
  void noMoreRowsThanTheLimitAreShown() throws Exception {
    assertThat(overFlights("flight", "--limit", "2", "--json")).isZero();
    assertThat(out).hasSize(2);
    assertThat(err).containsExactly("more than 2 rows; --limit 0 shows all");
  }

  @Test
  void aTableIsAsWideAsItsFirstThousandRowsNeed() throws Exception {
    StringBuilder rows = new StringBuilder("flight,carrier,delay\n");
    for (int flight = 1; flight <= 1_001; flight++) {
      rows.append(flight).append(flight <= 1_000 ? ",UA,5\n" : ",Deutsche Lufthansa,5\n");
    }
    Files.writeString(folder.resolve("flights.csv"), rows);
    assertThat(overFlights("flight", "carrier", "--limit", "0")).isZero();
    assertThat(out).hasSize(1_001 + 5);
    assertThat(out.subList(0, 5))
        .containsExactly(
            "+----------+-----------+",
            "| t.flight | t.carrier |",
            "| Int32    | Utf8View  |",
            "+----------+-----------+",
            "| 1        | UA        |");
    assertThat(out.subList(1_003, 1_006))
        .containsExactly(
            "| 1000     | UA        |",
            "| 1001     | Deutsche Lufthansa |",
            "+----------+-----------+");
  }

  @Test
  void columnsOfOneNameAndOneThatIsCalledErrorsHaveKeysOfTheirOwn() throws Exception {
    assertThat(overFlights("flight", "flight", "100 / delay AS errors", "--limit", "1", "--json"))
        .isZero();
    assertThat(out).containsExactly("{\"t.flight\":1,\"t.flight_2\":1,\"errors_2\":1}");
  }

  @Test
  void callsWithOverGiveARowForEach() throws Exception {
    assertThat(
            overFlights("flight", "sum(delay) OVER (PARTITION BY carrier) AS of_carrier", "--json"))
        .isZero();
    assertThat(out)
        .containsExactly(
            "{\"t.flight\":1,\"of_carrier\":90}",
            "{\"t.flight\":2,\"of_carrier\":null}",
            "{\"t.flight\":3,\"of_carrier\":90}");
  }

  @Test
  void whatATerminalWouldTakeForACommandIsEscaped() throws Exception {
    assertThat(eval("chr(27) AS c")).isZero();
    assertThat(out).contains("| \\u001b |").noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void aSchemaAloneGivesNamesAndTypes() throws Exception {
    assertThat(eval("carrier || '!'", "--schema", SCHEMA)).isZero();
    assertThat(out)
        .containsExactly(
            "+------------------------+",
            "| t.carrier || Utf8(\"!\") |",
            "| Utf8View               |",
            "+------------------------+");
  }

  @Test
  void lambdasNeedDuckDbsDialect() throws Exception {
    assertThat(eval("array_transform([1], x -> x)")).isEqualTo(1);
    assertThat(err).singleElement().asString().startsWith("SYNTAX: Cannot use lambda: ");
  }

  @Test
  void whatIsWrongInTheTextIsPointedAt() throws Exception {
    assertThat(overFlights("delai > 5")).isEqualTo(1);
    assertThat(err)
        .containsExactly(
            """
            UNKNOWN_NAME: Cannot resolve column: found "delai", expected one of the input
              1 | delai > 5
                | ^^^^^  did you mean "delay" (Int32)?
              columns: carrier, delay, flight\
            """);
    assertThat(out).isEmpty();
  }

  @Test
  void commandsThatCanNotBeDoneSayWhatToDoInstead() throws Exception {
    refused("Cannot evaluate: found no expression", "--limit", "1");
    refused("Cannot use --limit: found \"x\"", "1", "--limit", "x");
    refused("Cannot use --dialect: found \"oracle\"", "1", "--dialect", "oracle");
    refused("Cannot use --input: found no file", "1", "--input", "none.csv");
    refused("Cannot use --schema: ", "1", "--schema", "a WORD");
    String csv = folder.resolve("flights.csv").toString();
    refused("Cannot use --schema: found nothing", "1", "--input", csv);
    refused("Cannot find column \"b\"", "1", "--input", csv, "--schema", "b INT");
    refused("Cannot use --rows: found the unknown option", "1", "--rows", "3");
  }

  private void refused(String message, String... args) {
    assertThatThrownBy(() -> eval(args))
        .isInstanceOf(CommandLine.Refused.class)
        .hasMessageStartingWith(message);
  }
}
