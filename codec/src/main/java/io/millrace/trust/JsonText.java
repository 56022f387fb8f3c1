// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes one JSON object. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  JsonText() {
    try {
      json = JSON.createGenerator(text);
      json.writeStartObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonText field(String name, String value) {
    return write(() -> json.writeStringField(name, value));
  }

  JsonText field(String name, long value) {
    return write(() -> json.writeNumberField(name, value));
  }

  JsonText field(String name, List<String> values) {
    return write(
        () -> {
          json.writeArrayFieldStart(name);
          for (String value : values) {
            json.writeString(value);
          }
          json.writeEndArray();
        });
  }

  /** Texts of objects, each on a line of its own. */
  JsonText objects(String name, List<String> objects, String before) {
    return write(
        () -> {
          json.writeFieldName(name);
          json.writeRawValue("[" + before + String.join("," + before, objects) + "]");
        });
  }

  JsonText object(String name, String object) {
    return write(
        () -> {
          json.writeFieldName(name);
          json.writeRawValue(object);
        });
  }

  String end() {
    write(json::writeEndObject);
    write(json::close);
    return text.toString();
  }

  private interface Write {
    void run() throws IOException;
  }

  private JsonText write(Write step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
