// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private static final Schema SCHEMA =
      Schema.of(Field.of("b", DataType.UTF8), Field.of("a", DataType.INT64));

  @Test
  void columnsAreFoundByNameAndOthersIgnored() throws IOException {
    assertThat(read("a,x,b\n1,?,one\n2,?,two\n", ""))
        .containsExactly("2|one|1|null", "3|two|2|null");
  }

  @Test
  void unquotedNullTextIsNullAndQuotedIsText() throws IOException {
    assertThat(read("a,b\nNA,\"NA\"\n,NA\n", "NA"))
        .containsExactly("2|NA|null|null", "3|null||null");
    assertThat(read("a,b\n,\"\"\n", "")).containsExactly("2||null|null");
  }

  @Test
  void quotedFieldsHoldSeparatorsQuotesAndLineEnds() throws IOException {
    assertThat(read("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n2,q\r\n", ""))
        .containsExactly("2|x, \"y\"\r\nz|1|null", "4|q|2|null");
  }

  @Test
  void lastLineNeedsNoEndAndEmptyLinesAreNone() throws IOException {
    assertThat(read("\uFEFFa,b\n\n1,x\n\n2,y", "")).containsExactly("3|x|1|null", "5|y|2|null");
  }

  @Test
  void linesThatAreNoRowsSayWhyAndReadingGoesOn() throws IOException {
    assertThat(read("a,b\n1\n1,2,3\n1,x\"y\n1,\"x\"y\n1,ok\n1,\"open\n", ""))
        .containsExactly(
            "2|1 fields, expected 2|1",
            "3|3 fields, expected 2|1,2,3",
            "4|quote inside an unquoted field|1,x\"y",
            "5|text behind a closing quote|1,\"x\"y",
            "6|ok|1|null",
            "7|quoted field without an end|1,\"open");
  }

  @Test
  void bytesThatAreNoUtf8AreAProblemOfTheirLine() throws IOException {
    byte[] bytes = "a,b\n1,\u00e4\n2,ok\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(bytes, "")).containsExactly("2|field 2 is no UTF-8|1,\uFFFD", "3|ok|2|null");
  }

  @Test
  void missingColumnNamesWhatIsThereAndWhatWasMeant() {
    assertThatThrownBy(() -> read("xyz,bb,www\n", ""))
        .hasMessage(
            "Cannot find column \"b\" in the csv header: found xyz, bb, www, did you mean \"bb\"?");
  }

  private static List<String> read(String csv, String nullText) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8), nullText);
  }

  private static List<String> read(byte[] csv, String nullText) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvRows reader = new CsvRows(new ByteArrayInputStream(csv), SCHEMA, nullText)) {
      for (TextRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(
            row.problem() == null
                ? row.line() + "|" + row.cells()[0] + "|" + row.cells()[1] + "|null"
                : row.line() + "|" + row.problem() + "|" + row.text());
      }
    }
    return rows;
  }
}
