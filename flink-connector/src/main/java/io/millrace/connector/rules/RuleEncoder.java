// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.json.RuleJson;
import io.millrace.trust.SignedEnvelope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;

/** Rows to lines: what is NULL is left out, and only what is a rule is written. */
final class RuleEncoder implements Encoder<RowData> {
  private static final long serialVersionUID = 1L;

  private final List<RuleColumn> columns;
  private transient JsonFactory json;

  RuleEncoder(List<RuleColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  @Override
  public void encode(RowData row, OutputStream out) throws IOException {
    String line = line(row);
    if (!SignedEnvelope.isMeantBy(line)) {
      RuleJson.parse(line).rule();
    }
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private String line(RowData row) throws IOException {
    if (json == null) {
      json = new JsonFactory();
    }
    int whole = columns.indexOf(RuleColumn.LINE);
    if (whole >= 0 && !row.isNullAt(whole)) {
      String line = row.getString(whole).toString();
      if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
        throw malformed("a line with another in it");
      }
      return line;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator to = json.createGenerator(text)) {
      to.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        if (!row.isNullAt(i)) {
          write(columns.get(i), row, i, to);
        }
      }
      to.writeEndObject();
    }
    return text.toString();
  }

  private void write(RuleColumn column, RowData row, int i, JsonGenerator to) throws IOException {
    switch (column) {
      case ID, ACTION, SQL, WHERE, HAVING, EMIT, ON_ERROR ->
          to.writeStringField(column.word(), row.getString(i).toString());
      case REVISION -> to.writeNumberField(column.word(), row.getLong(i));
      case EXPR -> to.writeBinaryField(column.word(), row.getBinary(i));
      case WHERE_EXPR -> encoded(RuleColumn.WHERE, row.getBinary(i), to);
      case HAVING_EXPR -> encoded(RuleColumn.HAVING, row.getBinary(i), to);
      case KEY -> keys(row.getArray(i), to);
      case WINDOW -> window(row.getString(i).toString(), to);
      case EFFECTIVE_FROM ->
          to.writeStringField(column.word(), row.getTimestamp(i, 3).toInstant().toString());
      case LINE, ORIGIN -> {}
    }
  }

  private static void encoded(RuleColumn of, byte[] expr, JsonGenerator to) throws IOException {
    to.writeObjectFieldStart(of.word());
    to.writeBinaryField(RuleColumn.EXPR.word(), expr);
    to.writeEndObject();
  }

  private static void keys(ArrayData keys, JsonGenerator to) throws IOException {
    to.writeArrayFieldStart(RuleColumn.KEY.word());
    for (int i = 0; i < keys.size(); i++) {
      if (keys.isNullAt(i)) {
        throw malformed("a key that is NULL");
      }
      to.writeString(keys.getString(i).toString());
    }
    to.writeEndArray();
  }

  /** One value of JSON, and nothing behind it. */
  private void window(String window, JsonGenerator to) throws IOException {
    to.writeFieldName(RuleColumn.WINDOW.word());
    try (JsonParser parser = json.createParser(window)) {
      parser.nextToken();
      to.copyCurrentStructure(parser);
      if (parser.nextToken() != null) {
        throw malformed("text behind the window " + window);
      }
    } catch (JsonProcessingException e) {
      throw malformed("window " + window + ", " + e.getOriginalMessage());
    }
  }

  private static MillraceException malformed(String found) {
    return new MillraceException(ErrorCode.MALFORMED_JSON, "Cannot write rule: " + found);
  }
}
