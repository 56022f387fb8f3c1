// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The cells of a JSON object, as text: columns by name; what is missing or null is NULL, other
 * names are ignored. Numbers and booleans are handed on as their text.
 */
final class JsonCells {
  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final Schema schema;
  private final Map<String, Integer> places = new HashMap<>();

  JsonCells(Schema schema) {
    this.schema = schema;
    for (int i = 0; i < schema.fields().size(); i++) {
      places.put(schema.fields().get(i).name(), i);
    }
  }

  /**
   * @param number of the line, for the row
   */
  TextRow row(byte[] object, long number) throws IOException {
    String text = new String(object, StandardCharsets.UTF_8);
    try (JsonParser parser = json.createParser(object)) {
      String[] cells = new String[places.size()];
      String problem = read(parser, cells);
      return problem == null
          ? TextRow.of(number, text, cells)
          : TextRow.unreadable(number, text, problem);
    } catch (JsonProcessingException malformed) {
      String problem = "malformed JSON: " + malformed.getOriginalMessage();
      return TextRow.unreadable(number, text, problem);
    }
  }

  /** Null, or why the object can not be read. */
  private String read(JsonParser parser, String[] cells) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return "no JSON object";
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Integer place = places.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (place == null) {
        parser.skipChildren();
        continue;
      }
      Field field = schema.fields().get(place);
      if (!fits(value, field.type())) {
        return "%s in column \"%s\", expected %s"
            .formatted(name(value), field.name(), field.type());
      }
      cells[place] = value == JsonToken.VALUE_NULL ? null : parser.getText();
    }
    return parser.nextToken() == null ? null : "text behind the JSON object";
  }

  private static boolean fits(JsonToken value, DataType type) {
    return switch (value) {
      case VALUE_NULL, VALUE_STRING -> true;
      case VALUE_TRUE, VALUE_FALSE -> Lane.of(type) == Lane.BOOL;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> type.isNumeric();
      default -> false;
    };
  }

  private static String name(JsonToken value) {
    return switch (value) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "a number";
    };
  }
}
