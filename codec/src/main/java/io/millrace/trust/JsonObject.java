// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object of texts, whole numbers, lists and objects. No field may come twice: whoever reads
 * the last of two reads something else than whoever reads the first.
 */
final class JsonObject {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(20)
                  .maxStringLength(Limits.DEFAULT.length(Limit.ENVELOPE_LENGTH))
                  .build())
          .build();

  private final String what;
  private final Map<String, Object> fields;

  private JsonObject(String what, Map<String, Object> fields) {
    this.what = what;
    this.fields = fields;
  }

  /** Throws MALFORMED_JSON. */
  static JsonObject parse(String what, String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return parse(what, parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of UTF-8 bytes; throws MALFORMED_JSON. */
  static JsonObject parse(String what, byte[] utf8) {
    try (JsonParser parser = JSON.createParser(utf8)) {
      return parse(what, parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject parse(String what, JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed(what, "no JSON object", "one");
      }
      Map<String, Object> fields = fields(what, parser);
      if (parser.nextToken() != null) {
        throw malformed(what, "text behind the object", "none");
      }
      return new JsonObject(what, fields);
    } catch (JsonProcessingException e) {
      throw malformed(what, e.getOriginalMessage(), "a JSON object");
    } catch (CharConversionException e) {
      throw malformed(what, "no UTF-8", "a JSON object");
    }
  }

  private static Map<String, Object> fields(String what, JsonParser parser) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(what, parser);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static Object value(String what, JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonObject(what, fields(what, parser));
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(what, parser));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> throw malformed(what, parser.getText(), "text, a whole number, true or false");
    };
  }

  /** Refuses any other field. */
  JsonObject only(Set<String> known) {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw malformed(
            what, "unknown field \"" + name + "\"", "one of " + known.stream().sorted().toList());
      }
    }
    return this;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  String text(String field) {
    if (fields.get(field) instanceof String text) {
      return text;
    }
    throw wrong(field, "text");
  }

  /** The least of all longs is never in a file of ours, so that it can not be mistaken. */
  long integer(String field, long least) {
    if (fields.get(field) instanceof Long number && number >= least) {
      return number;
    }
    throw wrong(field, "a whole number from " + least);
  }

  int small(String field, int least) {
    long number = integer(field, least);
    if (number > Integer.MAX_VALUE) {
      throw wrong(field, "a whole number from " + least);
    }
    return (int) number;
  }

  Instant time(String field) {
    try {
      return OffsetDateTime.parse(text(field)).toInstant();
    } catch (DateTimeException e) {
      throw wrong(field, "a time like 2026-01-31T12:00:00Z");
    }
  }

  /** Standard or URL-safe base64. */
  byte[] bytes(String field) {
    String text = text(field);
    try {
      boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed(what, field + " that is no base64", "base64");
    }
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(field)) {
      if (!(item instanceof String text)) {
        throw wrong(field, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  List<JsonObject> objects(String field) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : list(field)) {
      if (!(item instanceof JsonObject object)) {
        throw wrong(field, "a list of objects");
      }
      objects.add(object);
    }
    return objects;
  }

  JsonObject object(String field) {
    if (fields.get(field) instanceof JsonObject object) {
      return object;
    }
    throw wrong(field, "an object");
  }

  private List<?> list(String field) {
    if (fields.get(field) instanceof List<?> list) {
      return list;
    }
    throw wrong(field, "a list");
  }

  private MillraceException wrong(String field, String expected) {
    Object found = fields.get(field);
    String shown = found instanceof Long || found instanceof String ? " \"" + found + "\"" : "";
    return malformed(
        what, found == null ? "no \"" + field + "\"" : "\"" + field + "\"" + shown, expected);
  }

  static MillraceException malformed(String what, String found, String expected) {
    return new MillraceException(
        ErrorCode.MALFORMED_JSON,
        "Cannot read %s: %s, expected %s".formatted(what, found, expected));
  }
}
