// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What DataFusion made of a case; a null is not asked for, or no error.
 *
 * @param crashed the error is a crash, after which anything is right
 */
record Answer(
    byte[] expr,
    String name,
    String type,
    byte[] result,
    byte[] grouped,
    String error,
    boolean crashed,
    Likeness likeness) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String KIND = "kind of error";

  static Answer parse(String line) throws IOException {
    Map<String, String> fields = fields(line);
    return new Answer(
        bytes(fields.get("expr")),
        fields.get("name"),
        fields.get("type"),
        bytes(fields.get("result")),
        bytes(fields.get("grouped_result")),
        fields.get("error"),
        "panic".equals(fields.get(KIND)),
        Likeness.of(fields.get("tolerance")));
  }

  /** Null if the outcome is this answer, else what of it differs. */
  String difference(Outcome outcome, BufferAllocator allocator) throws IOException {
    if (outcome.defect != null) {
      return outcome.defect.toString();
    }
    if (expr != null && !Arrays.equals(expr, outcome.roundtrip)) {
      return "encoded otherwise after decoding";
    }
    if (expr != null && !Arrays.equals(expr, outcome.parsed)) {
      return "parsed otherwise";
    }
    if (name != null && !name.equals(outcome.name)) {
      return "named " + outcome.name + ", expected " + name;
    }
    if (error != null) {
      return outcome.error == null && !crashed ? "a result, expected an error" : null;
    }
    return valueDifference(outcome, allocator);
  }

  private String valueDifference(Outcome outcome, BufferAllocator allocator) throws IOException {
    if (outcome.error != null && outcome.result == null) {
      return outcome.error.getMessage();
    }
    if (!type.equals(outcome.type)) {
      return "type " + outcome.type + ", expected " + type;
    }
    String difference = result == null ? null : tableDifference(result, outcome.result, allocator);
    return difference == null && grouped != null
        ? tableDifference(grouped, outcome.grouped, allocator)
        : difference;
  }

  private String tableDifference(byte[] expected, byte[] actual, BufferAllocator allocator)
      throws IOException {
    ArrowTable wanted = ArrowTable.read(expected, allocator);
    if (actual == null) {
      return "nothing, expected " + wanted;
    }
    ArrowTable found = ArrowTable.read(actual, allocator);
    return wanted.equals(found, likeness) ? null : found + ", expected " + wanted;
  }

  /** Texts and numbers as they are written; of an error its message, and its kind apart. */
  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NULL) {
          if (token.isScalarValue()) {
            fields.put(field, parser.getText());
          } else {
            Map<String, String> inner = texts(parser);
            fields.put(field, inner.getOrDefault("message", ""));
            fields.put(KIND, inner.get("kind"));
          }
        }
      }
    }
    return fields;
  }

  private static Map<String, String> texts(JsonParser parser) throws IOException {
    Map<String, String> texts = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      texts.put(field, parser.getText());
      parser.skipChildren();
    }
    return texts;
  }

  private static byte[] bytes(String base64) {
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }
}
