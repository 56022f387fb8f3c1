// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.wire.ExprCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Texts that DataFusion 55.0.0 was given, with the bytes of what it read, or "-" where it refused:
 * the same text gives the same bytes or an error here. A sample over all kinds of expressions.
 */
class SqlCorpusTest {
  /** What is not read: a query in place of a value. */
  private static final List<String> GAPS = List.of("literals/0225");

  private static final int CASES = 2213;

  private record Case(String id, Dialect dialect, String input, String sql, String expr) {}

  @Test
  void textsGiveTheBytesThatDataFusionGives() throws IOException {
    Map<String, Schema> inputs = inputs();
    List<Case> cases = cases();
    assertThat(cases).hasSize(CASES);
    List<String> others = new ArrayList<>();
    for (Case each : cases) {
      if (!outcome(each, inputs.getOrDefault(each.input, Schema.of())).equals(each.expr)) {
        others.add(each.id);
      }
    }
    assertThat(others).isEqualTo(GAPS);
  }

  @Test
  void whatIsReadIsPrintedAndReadAgain() throws IOException {
    Map<String, Schema> inputs = inputs();
    Map<String, String> others = new TreeMap<>();
    for (Case each : cases()) {
      if (each.expr.equals("-") || GAPS.contains(each.id)) {
        continue;
      }
      Schema schema = inputs.getOrDefault(each.input, Schema.of()).as("t");
      SqlParser parser = SqlParser.over(schema).withDialect(each.dialect);
      try {
        String text =
            SqlPrinter.over(schema).withDialect(each.dialect).print(parser.parse(each.sql));
        byte[] bytes = ExprCodec.create().encode(parser.parse(text));
        assertThat(Base64.getEncoder().encodeToString(bytes)).as(text).isEqualTo(each.expr);
      } catch (MillraceException e) {
        others.put(each.id, each.sql + " ==> " + e.getMessage());
      }
    }
    assertThat(others).isEmpty();
  }

  private static String outcome(Case each, Schema input) {
    try {
      SqlParser parser = SqlParser.over(input.as("t")).withDialect(each.dialect);
      byte[] bytes = ExprCodec.create().encode(parser.parse(each.sql));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (MillraceException e) {
      assertThat(e.position()).as(each.id).isPresent();
      return "-";
    }
  }

  private static Map<String, Schema> inputs() throws IOException {
    Map<String, Schema> inputs = new HashMap<>();
    for (String line : lines(SqlCorpusTest.class.getResourceAsStream("inputs.tsv"))) {
      if (line.charAt(0) != '#') {
        String[] columns = line.split("\t", -1);
        Field field = Field.of(columns[1], DataType.parse(columns[3]), columns[2].equals("null"));
        inputs.merge(columns[0], Schema.of(field), (all, one) -> all.plus(field));
      }
    }
    return inputs;
  }

  private static List<Case> cases() throws IOException {
    InputStream stream = SqlCorpusTest.class.getResourceAsStream("cases.tsv.gz");
    List<Case> cases = new ArrayList<>();
    for (String line : lines(new GZIPInputStream(stream))) {
      String[] columns = line.split("\t", -1);
      Dialect dialect = Dialect.valueOf(columns[1].toUpperCase(Locale.ROOT));
      cases.add(new Case(columns[0], dialect, columns[2], unescaped(columns[3]), columns[4]));
    }
    return cases;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      i++;
      switch (text.charAt(i)) {
        case 't' -> plain.append('\t');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        default -> plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  private static List<String> lines(InputStream stream) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
