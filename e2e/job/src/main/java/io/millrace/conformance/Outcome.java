// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.MillraceException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** What came out of one case; whatever was not reached stays null. */
final class Outcome {
  private static final JsonFactory JSON = new JsonFactory();

  private final String id;
  byte[] roundtrip;
  byte[] parsed;
  String name;
  String type;
  byte[] result;
  byte[] grouped;
  MillraceException error;
  Throwable defect;

  Outcome(String id) {
    this.id = id;
  }

  String toJson() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      binary(json, "roundtrip", roundtrip);
      binary(json, "parsed", parsed);
      json.writeStringField("name", name);
      json.writeStringField("type", type);
      binary(json, "result", result);
      binary(json, "grouped_result", grouped);
      if (error != null) {
        json.writeObjectFieldStart("error");
        json.writeStringField("stage", error.code().stage().name().toLowerCase(Locale.ROOT));
        json.writeStringField("kind", error.code().name());
        json.writeStringField("message", error.getMessage());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void binary(JsonGenerator json, String field, byte[] bytes) throws IOException {
    if (bytes == null) {
      json.writeNullField(field);
    } else {
      json.writeBinaryField(field, bytes);
    }
  }
}
