// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.expr.ExprPrinter;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** Rule lines in words. */
final class DemoRules {
  /** A rule line: its expression as text, and how that came. */
  record Shown(String id, String revision, String action, String origin, String expression) {}

  private DemoRules() {}

  static Properties meanings(Path folder) throws IOException {
    Properties meanings = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve("meanings.properties"))) {
      meanings.load(in);
    }
    return meanings;
  }

  static List<Shown> read(Path file) throws IOException {
    List<Shown> rules = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rules.add(shown(line));
    }
    return rules;
  }

  private static Shown shown(String line) throws IOException {
    Properties fields = new Properties();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    String action = fields.getProperty("action", "put");
    String bytes = fields.getProperty("expr");
    String origin = bytes == null ? "SQL" : "bytes";
    String text = bytes == null ? fields.getProperty("sql", "") : printed(bytes);
    return new Shown(
        fields.getProperty("id"), fields.getProperty("revision"), action, origin, text);
  }

  private static String printed(String base64) {
    return ExprPrinter.display(ExprCodec.create().decode(Base64.getDecoder().decode(base64)));
  }
}
