// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Tables;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExprFormatTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

  private static final String COLUMNS = "carrier VARCHAR, dep_delay DOUBLE";
  private static Tables tables;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    tables = Tables.batch();
  }

  private static byte[] bytes(String sql) {
    Schema schema = SqlSchema.parse(COLUMNS);
    Expr expr = SqlParser.over(schema).parse(sql);
    return ExprCodec.create().encode(expr);
  }

  private static void table(String name, String column, Path path, String... options)
      throws Exception {
    tables.run("DROP TEMPORARY TABLE IF EXISTS " + name);
    tables.run(
        """
        CREATE TEMPORARY TABLE %s (expr %s)
        WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'datafusion-expr' %s)
        """
            .formatted(name, column, path.toUri(), String.join(" ", options)));
  }

  private static String option(String key, String value) {
    return ", 'datafusion-expr.%s' = '%s'".formatted(key, value);
  }

  @Test
  void linesOfTextBecomeBytesAndTextAgain() throws Exception {
    Path texts =
        Files.writeString(
            directory.resolve("texts"), "dep_delay>60 and carrier='UA'\nUPPER(carrier)\n");
    String sql = option("representation", "sql") + option("columns", COLUMNS);
    table("texts", "BYTES", texts, sql);

    assertThat(tables.rows("SELECT expr FROM texts").stream().map(row -> row.getField(0)))
        .containsExactly(bytes("dep_delay > 60 AND carrier = 'UA'"), bytes("upper(carrier)"));

    table("copy", "BYTES", directory.resolve("copy"), sql);
    tables.run("INSERT INTO copy SELECT expr FROM texts");
    table("written", "STRING", directory.resolve("copy"), sql);
    assertThat(tables.rows("SELECT expr FROM written"))
        .containsExactly(Row.of("dep_delay > 60 AND carrier = 'UA'"), Row.of("upper(carrier)"));
  }

  @Test
  void whatIsNoExpressionFailsTheJobOrIsPassedOver() throws Exception {
    Path texts = Files.writeString(directory.resolve("texts"), "dep_delay > 60\ndep_delay >\n");
    String sql = option("representation", "sql") + option("columns", COLUMNS);
    table("texts", "STRING", texts, sql);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM texts"))
        .hasStackTraceContaining("io.millrace.MillraceException");

    table("texts", "STRING", texts, sql, option("ignore-parse-errors", "true"));
    assertThat(tables.rows("SELECT * FROM texts")).containsExactly(Row.of("dep_delay > 60"));
  }

  @Test
  void wrongTablesAreRefused() throws Exception {
    table("other", "INT", directory);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .hasStackTraceContaining(
            "Cannot use format 'datafusion-expr': found columns [INT], expected one of type BYTES"
                + " or STRING");
    table("other", "STRING", directory);
    assertThatThrownBy(() -> tables.rows("SELECT * FROM other"))
        .hasStackTraceContaining("expected option 'datafusion-expr.columns'");
  }

  /** As they travel in a topic. */
  @Test
  void messagesOfBytesAreReadAndWritten() {
    byte[] message = bytes("dep_delay > 60");
    Translation same =
        new Translation(
            ExprFormatOptions.Representation.BYTES, ExprFormatOptions.Representation.BYTES, null);
    Translation text =
        new Translation(
            ExprFormatOptions.Representation.BYTES, ExprFormatOptions.Representation.SQL, COLUMNS);
    InternalTypeInfo<RowData> type =
        InternalTypeInfo.ofFields(new LogicalType[] {new VarBinaryType()});

    RowData read =
        new ExprDeserializationSchema(same, ExprFormatOptions.Representation.BYTES, false, type)
            .deserialize(message);
    assertThat(read.getBinary(0)).isEqualTo(message);
    assertThat(text.translate(message))
        .isEqualTo("dep_delay > 60".getBytes(StandardCharsets.UTF_8));
    ExprSerializationSchema written =
        new ExprSerializationSchema(same, ExprFormatOptions.Representation.BYTES);
    assertThat(written.serialize(read)).isEqualTo(message);
    assertThat(written.serialize(GenericRowData.of((Object) null))).as("a tombstone").isNull();
    ExprSerializationSchema ofText =
        new ExprSerializationSchema(
            new Translation(
                ExprFormatOptions.Representation.SQL,
                ExprFormatOptions.Representation.BYTES,
                COLUMNS),
            ExprFormatOptions.Representation.SQL);
    assertThat(ofText.serialize(GenericRowData.of(StringData.fromString("dep_delay > 60"))))
        .isEqualTo(message);
  }
}
