// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * What DataFusion made of a question.
 *
 * @param expr the encoded expression; null if the text does not parse
 * @param result an Arrow stream of one column; null if there is an error
 * @param crashed what it ended with is a crash and no behaviour to follow
 */
record Verdict(byte[] expr, String name, byte[] result, String error, boolean crashed) {
  /** A list of lists of texts for each row may be large. */
  private static final int LONGEST = 1 << 28;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build())
          .build();

  static final Verdict CRASH = new Verdict(null, null, null, "the process ended", true);

  static Verdict parse(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          fields.put(field, parser.getText());
        }
      }
    }
    return new Verdict(
        bytes(fields.get("expr")),
        fields.get("name"),
        bytes(fields.get("result")),
        fields.get("error"),
        Boolean.parseBoolean(fields.get("panic")));
  }

  private static byte[] bytes(String base64) {
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }
}
