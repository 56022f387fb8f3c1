// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the job has written so far: matches by rule and revision, the first of each, and errors. */
final class DemoTally {
  private final Path results;
  private final Path errors;
  private final Map<String, Long> matches = new TreeMap<>();
  private final Map<String, String> first = new LinkedHashMap<>();
  private long resultsRead;
  private long errorsRead;
  private long errorCount;

  DemoTally(Path results, Path errors) {
    this.results = results;
    this.errors = errors;
  }

  /** Reads the lines that have come. */
  void update() throws IOException {
    for (String line : fresh(results, resultsRead)) {
      resultsRead += line.getBytes(StandardCharsets.UTF_8).length + 1;
      String rule = rule(line);
      matches.merge(rule, 1L, Long::sum);
      first.putIfAbsent(rule, line);
    }
    for (String line : fresh(errors, errorsRead)) {
      errorsRead += line.getBytes(StandardCharsets.UTF_8).length + 1;
      errorCount++;
    }
  }

  /** By {@code id revision}. */
  Map<String, Long> matches() {
    return matches;
  }

  /** The first result by {@code id revision}, in the order in which they came. */
  Map<String, String> first() {
    return first;
  }

  long errors() {
    return errorCount;
  }

  /** The whole lines behind a place in a file. */
  private static String[] fresh(Path file, long from) throws IOException {
    if (!Files.exists(file)) {
      return new String[0];
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      return end < 0 ? new String[0] : text.substring(0, end).split("\n");
    }
  }

  private static String rule(String line) throws IOException {
    String id = "";
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("rule")) {
          id = parser.getText();
        } else if (name.equals("revision")) {
          return id + " " + parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    }
    return id;
  }
}
