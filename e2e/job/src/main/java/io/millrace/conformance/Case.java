// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.sql.Dialect;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of a corpus: what is to be evaluated, not what should come out.
 *
 * @param input name of the table, or null for one row without columns
 * @param expr the encoded expression, or null where the text does not parse
 */
record Case(String id, Kind kind, String sql, String input, Dialect dialect, byte[] expr) {
  /** Over a row, over all rows, or over a window of rows. */
  enum Kind {
    SCALAR,
    AGGREGATE,
    WINDOW
  }

  private static final JsonFactory JSON = new JsonFactory();

  static Case parse(String line) throws IOException {
    Map<String, String> texts = topLevelTexts(line);
    String dialect = texts.get("dialect");
    String expr = texts.get("expr");
    return new Case(
        texts.get("id"),
        Kind.valueOf(texts.get("kind").toUpperCase(Locale.ROOT)),
        texts.get("sql"),
        texts.get("input"),
        dialect == null ? Dialect.GENERIC : Dialect.valueOf(dialect.toUpperCase(Locale.ROOT)),
        expr == null ? null : Base64.getDecoder().decode(expr));
  }

  /** The part of the id before the number. */
  String area() {
    return id.substring(0, id.lastIndexOf('/'));
  }

  private static Map<String, String> topLevelTexts(String line) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(field, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return texts;
  }
}
