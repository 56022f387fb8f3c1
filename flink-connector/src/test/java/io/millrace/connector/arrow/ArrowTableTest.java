// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables over files that pyarrow wrote, and over what they write themselves. */
class ArrowTableTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  private static final Path FILES = Path.of("src/test/resources/arrow");

  /** Columns of write_arrow.py: the type a table has to declare, and the values in two rows. */
  private static final String PLAIN =
      """
      b     | BOOLEAN        | true                  | false
      i8    | TINYINT        | 127                   | -128
      i16   | SMALLINT       | 32767                 | -32768
      i32   | INT            | 2147483647            | -2147483648
      i64   | BIGINT         | 9223372036854775807   | -9223372036854775808
      u8    | SMALLINT       | 255                   | 0
      u16   | INT            | 65535                 | 0
      u32   | BIGINT         | 4294967295            | 0
      u64   | DECIMAL(20, 0) | 18446744073709551615  | 0
      f16   | FLOAT          | 1.5                   | -0.25
      f32   | FLOAT          | 1.5                   | -0.25
      f64   | DOUBLE         | 0.1                   | -1.0E300
      d32   | DECIMAL(9, 2)  | 1234567.89            | -0.01
      d64   | DECIMAL(18, 3) | 123456789012345.678   | 0.000
      d128  | DECIMAL(38, 10) | 1234567890123456789012345678.0123456789 | -1.0000000000
      d256  | DECIMAL(38, 2) | 1.25                  | -1.00
      s     | STRING         | süß                   |
      ls    | VARCHAR(10)    | a                     | b
      sv    | STRING         | a view of more than twelve bytes | short
      bin   | BYTES          | [0, -1]               | []
      lbin  | VARBINARY(9)   | [1]                   | [2]
      binv  | BYTES          | [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3] | [4]
      fsb   | BINARY(2)      | [5, 6]                | [7, 8]
      d     | DATE           | 2013-01-01            | 1969-12-31
      dd    | DATE           | 2013-01-01            | 1969-12-31
      t_s   | TIME(0)        | 01:02:03              | 23:59:59
      t_ms  | TIME(3)        | 01:02:03.004          | 00:00
      t_us  | TIME(3)        | 01:02:03.004          | 00:00
      ts_s  | TIMESTAMP(0)   | 2013-01-01T05:15:07   | 1969-12-31T23:59:59
      ts_ms | TIMESTAMP(3)   | 2013-01-01T05:15:07.001 | 2013-01-01T05:15:07
      ts_us | TIMESTAMP(6)   | 2013-01-01T05:15:07.000001 | 2013-01-01T05:15:07
      ts_ns | TIMESTAMP(9)   | 2013-01-01T05:15:07.000001 | 2013-01-01T05:15:07
      tz    | TIMESTAMP_LTZ(3) | 2013-01-01T05:15:07.001Z | 2013-01-01T05:15:07Z
      mdn   | ROW<months INT, days INT, nanoseconds BIGINT> | +I[1, 2, 3] | +I[-1, 0, 0]
      l     | ARRAY<INT>     | [1, null, 3]          | []
      ll    | ARRAY<STRING>  | [a]                   | [b, c]
      lv    | ARRAY<INT>     | [1, 2]                | []
      fl    | ARRAY<BIGINT>  | [1, 2]                | [3, null]
      st    | ROW<x INT, y STRING> | +I[1, a]        | +I[null, b]
      m     | MAP<STRING, INT> | {k=1}               | {}
      n     | STRING         | null                  | null
      """;

  private static Tables tables;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    tables = Tables.batch();
  }

  private static Stream<String[]> plain() {
    return PLAIN.lines().map(line -> line.split(" *\\| ?", -1));
  }

  private static String columns() {
    return plain()
        .map(cells -> cells[0] + " " + cells[1].strip())
        .collect(Collectors.joining(", "));
  }

  private static List<String> values(int row) {
    return plain().map(cells -> cells[1 + row].strip()).toList();
  }

  private static void table(String name, String columns, Path path, String... options)
      throws Exception {
    String more = Stream.of(options).map(each -> ", " + each).collect(Collectors.joining());
    tables.run("DROP TEMPORARY TABLE IF EXISTS " + name);
    tables.run(
        "CREATE TEMPORARY TABLE %s (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'arrow'%s)"
            .formatted(name, columns, path.toUri(), more));
  }

  private static List<String> shown(Row row) {
    return Stream.iterate(0, i -> i < row.getArity(), i -> i + 1)
        .map(i -> shown(row.getField(i)))
        .toList();
  }

  private static String shown(Object value) {
    return value instanceof byte[] bytes
        ? java.util.Arrays.toString(bytes)
        : value instanceof Object[] array
            ? java.util.Arrays.toString(array)
            : String.valueOf(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.arrows", "plain.arrow", "plain-lz4.arrow"})
  void everyTypeOfArrowIsRead(String file) throws Exception {
    table("plain", columns(), FILES.resolve(file).toAbsolutePath());

    List<Row> rows = tables.rows("SELECT * FROM plain");

    assertThat(rows).hasSize(3);
    assertThat(shown(rows.get(0))).isEqualTo(values(1));
    assertThat(shown(rows.get(1))).isEqualTo(values(2));
    assertThat(shown(rows.get(2))).allMatch("null"::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoded.arrows", "encoded-lz4.arrow"})
  void dictionariesAndRunsAreReadAsWhatIsInThem(String file) throws Exception {
    table(
        "encoded",
        "runs BIGINT, dict STRING, ld ARRAY<STRING>",
        FILES.resolve(file).toAbsolutePath());

    List<Row> rows = tables.rows("SELECT dict, runs, ld FROM encoded");

    List<List<String>> batch =
        List.of(
            List.of("x", "7", "[p]"),
            List.of("y", "7", "[q, p]"),
            List.of("x", "null", "[]"),
            List.of("null", "9", "null"));
    assertThat(rows.stream().limit(4).map(ArrowTableTest::shown)).isEqualTo(batch);
    assertThat(rows).hasSize(file.endsWith("s") ? 8 : 4);
  }

  @Test
  void onlyTheColumnsOfAQueryAreRead() throws Exception {
    table("many", "i BIGINT, s STRING", FILES.resolve("many-lz4.arrow").toAbsolutePath());

    assertThat(tables.explain("SELECT i FROM many")).contains("project=[i]");
    assertThat(tables.rows("SELECT COUNT(*) FROM many")).containsExactly(Row.of(5_000L));
    assertThat(tables.rows("SELECT SUM(i), COUNT(DISTINCT s) FROM many"))
        .containsExactly(Row.of(12_497_500L, 100L));
  }

  @ParameterizedTest
  @EnumSource(ArrowFormatOptions.Form.class)
  void whatIsWrittenIsReadAgain(ArrowFormatOptions.Form form) throws Exception {
    String written = columns() + ", t4 TIMESTAMP(4), c CHAR(2), ms MULTISET<STRING>";
    String option = "'arrow.form' = '%s'".formatted(form.name().toLowerCase(Locale.ROOT));
    table("plain", columns(), FILES.resolve("plain.arrow").toAbsolutePath());
    table("copy", written, directory, option, "'arrow.batch-rows' = '2'");
    tables.run(
        """
        INSERT INTO copy SELECT *, TIMESTAMP '2013-01-01 00:00:00.1234', 'UA',
        CAST(NULL AS MULTISET<STRING>) FROM plain
        """);

    List<Row> rows = tables.rows("SELECT * FROM copy");

    assertThat(rows).hasSize(3);
    int width = values(1).size();
    assertThat(shown(rows.get(0)).subList(0, width)).isEqualTo(values(1));
    assertThat(shown(rows.get(1)).subList(0, width)).isEqualTo(values(2));
    assertThat(shown(rows.get(2)).subList(width, width + 3))
        .containsExactly("2013-01-01T00:00:00.123400", "UA", "null");
  }

  @Test
  void tablesWithoutRowsAndOfManyBatchesAreWritten() throws Exception {
    table("many", "i BIGINT, s STRING", FILES.resolve("many-lz4.arrow").toAbsolutePath());
    table("copy", "i BIGINT, s STRING", directory, "'arrow.batch-rows' = '3000'");
    tables.run("INSERT INTO copy SELECT * FROM many");
    tables.run("INSERT INTO copy SELECT * FROM many WHERE i < 0");

    assertThat(tables.rows("SELECT SUM(i), MAX(s), COUNT(*) FROM copy"))
        .containsExactly(Row.of(12_497_500L, "row 99", 5_000L));
  }

  @Test
  void whatDoesNotFitIsSaid() throws Exception {
    Path plain = FILES.resolve("plain.arrow").toAbsolutePath();
    table("other", "i32 BIGINT", plain);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .rootCause()
        .hasMessage(
            "found column \"i32\" of Int32, expected a table that declares it as INT, not as"
                + " BIGINT");
    table("other", "missing INT", plain);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .rootCause()
        .hasMessageStartingWith("found 0 columns \"missing\", expected one among [b, i8,");
    table("other", "ts_us TIMESTAMP(3)", plain);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .rootCause()
        .hasMessageContaining("declares it as TIMESTAMP(6), not as TIMESTAMP(3)");
    table("other", "b BOOLEAN", FILES.resolve("zstd.arrow").toAbsolutePath());
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .rootCause()
        .hasMessage("Cannot read Arrow batch: found it compressed by ZSTD, expected LZ4 or none");
    table(
        "other",
        "s STRING",
        FILES.resolve("many-lz4.arrow").toAbsolutePath(),
        "'arrow.memory-limit' = '32kb'");
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .hasStackTraceContaining("found no room in allocator \"arrow format\" of 32768 bytes");
  }

  @Test
  void wrongOptionsAreRefusedWithTheTable() throws Exception {
    table("other", "i INT", directory, "'arrow.batch-rows' = '0'");
    assertThatThrownBy(() -> tables.run("INSERT INTO other VALUES (1)"))
        .hasStackTraceContaining("found 'arrow.batch-rows' = '0', expected at least 1");
  }
}
