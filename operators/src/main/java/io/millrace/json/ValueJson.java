// SPDX-License-Identifier: Apache-2.0
package io.millrace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import io.millrace.types.Event;
import io.millrace.types.RuleResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Values of all types as JSON, and the parts that results and errors have in common. */
@Internal
public final class ValueJson {
  /** Writes the fields of one object. */
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private ValueJson() {}

  public static String line(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static void writeEvent(JsonGenerator json, Schema schema, Event event) throws IOException {
    json.writeObjectFieldStart("event");
    for (int i = 0; i < event.values().length; i++) {
      Field column = schema.fields().get(i);
      json.writeFieldName(column.name());
      write(json, column.type(), event.values()[i]);
    }
    json.writeEndObject();
  }

  static void writeKey(JsonGenerator json, List<Literal> key) throws IOException {
    json.writeArrayFieldStart("key");
    for (Literal part : key) {
      write(json, part.type(), part.value());
    }
    json.writeEndArray();
  }

  static void writeWindow(JsonGenerator json, RuleResult.Span window) throws IOException {
    json.writeObjectFieldStart("window");
    json.writeStringField("start", IsoTimes.instant(window.start()));
    json.writeStringField("end", IsoTimes.instant(window.end()));
    json.writeEndObject();
  }

  public static void write(JsonGenerator json, DataType given, Object value) throws IOException {
    DataType type = given.unwrapped();
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Double number) {
      writeFloat(json, type, number);
    } else if (value instanceof BigInteger number) {
      json.writeString(new BigDecimal(number, ((DataType.Decimal) type).scale()).toPlainString());
    } else if (value instanceof Bytes bytes) {
      json.writeBinary(bytes.toArray());
    } else if (value instanceof Long number && type instanceof DataType.Plain plain) {
      writeLong(json, plain, number);
    } else if (value instanceof List<?> list) {
      writeNested(json, type, list);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      writeTime(json, type, value);
    }
  }

  /** A number without text, such as a time of day past midnight, stays a number. */
  private static void writeTime(JsonGenerator json, DataType type, Object value)
      throws IOException {
    Optional<String> text = IsoTimes.of(type, value);
    if (text.isPresent()) {
      json.writeString(text.get());
    } else {
      json.writeNumber((Long) value);
    }
  }

  private static void writeLong(JsonGenerator json, DataType.Plain type, long number)
      throws IOException {
    if (type.isDate()) {
      writeTime(json, type, number);
    } else if (type.id() == TypeId.UINT64 && number < 0) {
      json.writeNumber(new BigInteger(Long.toUnsignedString(number)));
    } else {
      json.writeNumber(number);
    }
  }

  private static void writeFloat(JsonGenerator json, DataType type, double number)
      throws IOException {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      json.writeString(Double.toString(number));
    } else if (type.id() == TypeId.FLOAT64) {
      json.writeNumber(number);
    } else {
      json.writeNumber((float) number);
    }
  }

  private static void writeNested(JsonGenerator json, DataType type, List<?> list)
      throws IOException {
    if (type instanceof DataType.Struct struct) {
      json.writeStartObject();
      for (int i = 0; i < list.size(); i++) {
        json.writeFieldName(struct.fields().get(i).name());
        write(json, struct.fields().get(i).type(), list.get(i));
      }
      json.writeEndObject();
    } else if (type instanceof DataType.MapOf map) {
      writeMap(json, (DataType.Struct) map.entries().type(), list);
    } else if (type instanceof DataType.Union union) {
      int member = union.ids().indexOf(((Long) list.get(0)).intValue());
      write(json, union.members().get(member).type(), list.get(1));
    } else {
      DataType item = ((DataType.AnyList) type).item().type();
      json.writeStartArray();
      for (Object each : list) {
        write(json, item, each);
      }
      json.writeEndArray();
    }
  }

  /** An object for text keys, else an array of pairs. */
  private static void writeMap(JsonGenerator json, DataType.Struct entry, List<?> pairs)
      throws IOException {
    DataType key = entry.fields().get(0).type();
    DataType value = entry.fields().get(1).type();
    if (isText(key)) {
      json.writeStartObject();
      for (Object each : pairs) {
        List<?> pair = (List<?>) each;
        json.writeFieldName((String) Objects.requireNonNull(pair.get(0)));
        write(json, value, pair.get(1));
      }
      json.writeEndObject();
    } else {
      json.writeStartArray();
      for (Object each : pairs) {
        List<?> pair = (List<?>) each;
        json.writeStartArray();
        write(json, key, pair.get(0));
        write(json, value, pair.get(1));
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static boolean isText(DataType given) {
    return given.unwrapped().isText();
  }
}
