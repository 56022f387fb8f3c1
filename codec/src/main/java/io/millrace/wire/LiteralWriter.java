// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.wire.CommonProto.ScalarValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Messages of literals. */
final class LiteralWriter {
  private final Limits limits;
  private final TypeWriter types;
  private final Separation separation;

  LiteralWriter(Limits limits, TypeWriter types, Separation separation) {
    this.limits = limits;
    this.types = types;
    this.separation = separation;
  }

  MessageWriter write(Literal literal) {
    MessageWriter message;
    try {
      message = variant(literal);
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      throw Refusal.unwritable(
          "a " + literal.type() + " literal of another form (" + e.getMessage() + ")",
          "the one that Literal names");
    }
    limits.check(Limit.LITERAL_BYTES, Refusal.ENCODE, message.length(), "bytes of a literal");
    return message;
  }

  private MessageWriter variant(Literal literal) {
    DataType type = literal.type();
    Object value = literal.value();
    return switch (type.family()) {
      case LIST, STRUCT, MAP -> nested(nestedVariant(type), literal);
      case UNION -> union((DataType.Union) type, literal);
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? dictionary(dictionary, literal)
              : runEnds((DataType.RunEndEncoded) type, literal);
      case NULL,
          BOOLEAN,
          SIGNED,
          UNSIGNED,
          FLOAT,
          DECIMAL,
          TEXT,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL ->
          value == null
              ? message().message(ScalarValue.NULL_VALUE_FIELD_NUMBER, types.write(type))
              : plain(type, value);
    };
  }

  private static int nestedVariant(DataType type) {
    return switch (type.id()) {
      case LIST -> ScalarValue.LIST_VALUE_FIELD_NUMBER;
      case LARGE_LIST -> ScalarValue.LARGE_LIST_VALUE_FIELD_NUMBER;
      case FIXED_SIZE_LIST -> ScalarValue.FIXED_SIZE_LIST_VALUE_FIELD_NUMBER;
      case LIST_VIEW -> ScalarValue.LIST_VIEW_VALUE_FIELD_NUMBER;
      case LARGE_LIST_VIEW -> ScalarValue.LARGE_LIST_VIEW_VALUE_FIELD_NUMBER;
      case STRUCT -> ScalarValue.STRUCT_VALUE_FIELD_NUMBER;
      case MAP -> ScalarValue.MAP_VALUE_FIELD_NUMBER;
      default -> throw new AssertionError(type);
    };
  }

  private MessageWriter plain(DataType type, Object value) {
    return switch (type.id()) {
      case BOOLEAN -> integer(ScalarValue.BOOL_VALUE_FIELD_NUMBER, (Boolean) value ? 1L : 0L);
      case INT8 -> integer(ScalarValue.INT8_VALUE_FIELD_NUMBER, value);
      case INT16 -> integer(ScalarValue.INT16_VALUE_FIELD_NUMBER, value);
      case INT32 -> integer(ScalarValue.INT32_VALUE_FIELD_NUMBER, value);
      case INT64 -> integer(ScalarValue.INT64_VALUE_FIELD_NUMBER, value);
      case UINT8 -> integer(ScalarValue.UINT8_VALUE_FIELD_NUMBER, value);
      case UINT16 -> integer(ScalarValue.UINT16_VALUE_FIELD_NUMBER, value);
      case UINT32 -> integer(ScalarValue.UINT32_VALUE_FIELD_NUMBER, value);
      case UINT64 -> integer(ScalarValue.UINT64_VALUE_FIELD_NUMBER, value);
      case DATE32 -> integer(ScalarValue.DATE_32_VALUE_FIELD_NUMBER, value);
      case DATE64 -> integer(ScalarValue.DATE_64_VALUE_FIELD_NUMBER, value);
      case FLOAT16, FLOAT32 ->
          message()
              .floatMember(ScalarValue.FLOAT32_VALUE_FIELD_NUMBER, Floats.narrow((Double) value));
      case FLOAT64 ->
          message()
              .doubleMember(
                  ScalarValue.FLOAT64_VALUE_FIELD_NUMBER,
                  Double.doubleToRawLongBits((Double) value));
      case DECIMAL32 -> decimal(ScalarValue.DECIMAL32_VALUE_FIELD_NUMBER, 4, type, value);
      case DECIMAL64 -> decimal(ScalarValue.DECIMAL64_VALUE_FIELD_NUMBER, 8, type, value);
      case DECIMAL128 -> decimal(ScalarValue.DECIMAL128_VALUE_FIELD_NUMBER, 16, type, value);
      case DECIMAL256 -> decimal(ScalarValue.DECIMAL256_VALUE_FIELD_NUMBER, 32, type, value);
      case UTF8 -> text(ScalarValue.UTF8_VALUE_FIELD_NUMBER, value);
      case LARGE_UTF8 -> text(ScalarValue.LARGE_UTF8_VALUE_FIELD_NUMBER, value);
      case UTF8_VIEW -> text(ScalarValue.UTF8_VIEW_VALUE_FIELD_NUMBER, value);
      case BINARY -> bytes(ScalarValue.BINARY_VALUE_FIELD_NUMBER, value);
      case LARGE_BINARY -> bytes(ScalarValue.LARGE_BINARY_VALUE_FIELD_NUMBER, value);
      case BINARY_VIEW -> bytes(ScalarValue.BINARY_VIEW_VALUE_FIELD_NUMBER, value);
      case FIXED_SIZE_BINARY -> fixedSizeBinary((DataType.FixedSizeBinary) type, (Bytes) value);
      case TIME32 -> time32((DataType.Time) type, (Long) value);
      case TIME64 -> time64((DataType.Time) type, (Long) value);
      case TIMESTAMP -> timestamp((DataType.Timestamp) type, (Long) value);
      case DURATION -> duration((DataType.Duration) type, (Long) value);
      case INTERVAL -> interval((DataType.Interval) type, value);
      case NULL,
          LIST,
          LARGE_LIST,
          FIXED_SIZE_LIST,
          LIST_VIEW,
          LARGE_LIST_VIEW,
          STRUCT,
          MAP,
          UNION,
          DICTIONARY,
          RUN_END_ENCODED ->
          throw Refusal.unwritable("a " + type + " literal that is not NULL", "NULL");
    };
  }

  private MessageWriter message() {
    return new MessageWriter(limits);
  }

  private MessageWriter integer(int variant, Object value) {
    return message().integerMember(variant, (Long) value);
  }

  private MessageWriter bytes(int variant, Object value) {
    return separation.addMember(message(), variant, (Bytes) value);
  }

  private MessageWriter text(int variant, Object value) {
    byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
    return separation.addMember(message(), variant, Bytes.wrap(text));
  }

  /** The four widths have the same fields. */
  private MessageWriter decimal(int variant, int width, DataType type, Object value) {
    DataType.Decimal decimal = (DataType.Decimal) type;
    return message()
        .message(
            variant,
            message()
                .bytes(
                    CommonProto.Decimal128.VALUE_FIELD_NUMBER,
                    BatchWriter.bigEndian((BigInteger) value, width))
                .integer(CommonProto.Decimal128.P_FIELD_NUMBER, decimal.precision())
                .integer(CommonProto.Decimal128.S_FIELD_NUMBER, decimal.scale()));
  }

  private MessageWriter fixedSizeBinary(DataType.FixedSizeBinary type, Bytes value) {
    return message()
        .message(
            ScalarValue.FIXED_SIZE_BINARY_VALUE_FIELD_NUMBER,
            separation
                .add(message(), CommonProto.ScalarFixedSizeBinary.VALUES_FIELD_NUMBER, value)
                .integer(CommonProto.ScalarFixedSizeBinary.LENGTH_FIELD_NUMBER, type.size()));
  }

  private MessageWriter time32(DataType.Time type, long value) {
    int unit =
        switch (type.unit()) {
          case SECOND -> CommonProto.ScalarTime32Value.TIME32_SECOND_VALUE_FIELD_NUMBER;
          case MILLISECOND -> CommonProto.ScalarTime32Value.TIME32_MILLISECOND_VALUE_FIELD_NUMBER;
          case MICROSECOND, NANOSECOND ->
              throw Refusal.unwritable("a literal of " + type, "one of Time32(s) or Time32(ms)");
        };
    return message()
        .message(ScalarValue.TIME32_VALUE_FIELD_NUMBER, message().integerMember(unit, value));
  }

  private MessageWriter time64(DataType.Time type, long value) {
    int unit =
        switch (type.unit()) {
          case MICROSECOND -> CommonProto.ScalarTime64Value.TIME64_MICROSECOND_VALUE_FIELD_NUMBER;
          case NANOSECOND -> CommonProto.ScalarTime64Value.TIME64_NANOSECOND_VALUE_FIELD_NUMBER;
          case SECOND, MILLISECOND ->
              throw Refusal.unwritable("a literal of " + type, "one of Time64(µs) or Time64(ns)");
        };
    return message()
        .message(ScalarValue.TIME64_VALUE_FIELD_NUMBER, message().integerMember(unit, value));
  }

  private MessageWriter timestamp(DataType.Timestamp type, long value) {
    int unit =
        switch (type.unit()) {
          case SECOND -> CommonProto.ScalarTimestampValue.TIME_SECOND_VALUE_FIELD_NUMBER;
          case MILLISECOND -> CommonProto.ScalarTimestampValue.TIME_MILLISECOND_VALUE_FIELD_NUMBER;
          case MICROSECOND -> CommonProto.ScalarTimestampValue.TIME_MICROSECOND_VALUE_FIELD_NUMBER;
          case NANOSECOND -> CommonProto.ScalarTimestampValue.TIME_NANOSECOND_VALUE_FIELD_NUMBER;
        };
    MessageWriter content = message().integerMember(unit, value);
    if (type.zone() != null) {
      content.string(CommonProto.ScalarTimestampValue.TIMEZONE_FIELD_NUMBER, type.zone());
    }
    return message().message(ScalarValue.TIMESTAMP_VALUE_FIELD_NUMBER, content);
  }

  private MessageWriter duration(DataType.Duration type, long value) {
    return message()
        .integerMember(
            switch (type.unit()) {
              case SECOND -> ScalarValue.DURATION_SECOND_VALUE_FIELD_NUMBER;
              case MILLISECOND -> ScalarValue.DURATION_MILLISECOND_VALUE_FIELD_NUMBER;
              case MICROSECOND -> ScalarValue.DURATION_MICROSECOND_VALUE_FIELD_NUMBER;
              case NANOSECOND -> ScalarValue.DURATION_NANOSECOND_VALUE_FIELD_NUMBER;
            },
            value);
  }

  private MessageWriter interval(DataType.Interval type, Object value) {
    return switch (type.unit()) {
      case YEAR_MONTH -> integer(ScalarValue.INTERVAL_YEARMONTH_VALUE_FIELD_NUMBER, value);
      case DAY_TIME -> {
        long both = (Long) value;
        yield message()
            .message(
                ScalarValue.INTERVAL_DAYTIME_VALUE_FIELD_NUMBER,
                message()
                    .integer(CommonProto.IntervalDayTimeValue.DAYS_FIELD_NUMBER, both >> 32)
                    .integer(
                        CommonProto.IntervalDayTimeValue.MILLISECONDS_FIELD_NUMBER, (int) both));
      }
      case MONTH_DAY_NANO -> {
        Interval span = (Interval) value;
        yield message()
            .message(
                ScalarValue.INTERVAL_MONTH_DAY_NANO_FIELD_NUMBER,
                message()
                    .integer(
                        CommonProto.IntervalMonthDayNanoValue.MONTHS_FIELD_NUMBER, span.months())
                    .integer(CommonProto.IntervalMonthDayNanoValue.DAYS_FIELD_NUMBER, span.days())
                    .integer(
                        CommonProto.IntervalMonthDayNanoValue.NANOS_FIELD_NUMBER, span.nanos()));
      }
    };
  }

  private MessageWriter nested(int variant, Literal literal) {
    MessageWriter schema = schema(literal);
    NestedValue value =
        literal.source() == null ? batch(literal) : batch(literal, literal.source());
    return message().message(variant, value.write(limits, schema, separation));
  }

  /** The batch as it came. */
  private NestedValue batch(Literal literal, Bytes source) {
    try {
      return NestedValue.ofSource(source, limits);
    } catch (MillraceException e) {
      throw Refusal.unwritable(
          "a " + literal.type() + " literal with a source of other bytes", "its own");
    }
  }

  private NestedValue batch(Literal literal) {
    BatchWriter batch = new BatchWriter(limits);
    BatchColumns.write(literal.type(), Collections.singletonList(literal.value()), batch);
    List<NestedValue.Part> dictionaries = new ArrayList<>();
    for (BatchWriter.Dictionary dictionary : batch.dictionaries()) {
      BatchWriter values = dictionary.values();
      byte[] message = values.dictionaryMessage(dictionary.rows(), dictionaries.size());
      dictionaries.add(new NestedValue.Part(message, values.body()));
    }
    return new NestedValue(
        literal.type(), new NestedValue.Part(batch.message(1), batch.body()), dictionaries);
  }

  /** DataFusion says nullable where there is a NULL. */
  private MessageWriter schema(Literal literal) {
    Field field = Field.of("field_name", literal.type(), literal.isNull());
    return message().message(CommonProto.Schema.COLUMNS_FIELD_NUMBER, types.field(field));
  }

  private MessageWriter union(DataType.Union type, Literal literal) {
    MessageWriter content = message();
    if (literal.value() != null) {
      List<?> pair = (List<?>) literal.value();
      int id = ((Long) pair.get(0)).intValue();
      int member = type.ids().indexOf(id);
      if (member < 0) {
        throw Refusal.unwritable("member " + id + " of " + type, "one of its ids");
      }
      DataType memberType = type.members().get(member).type();
      content
          .integer(CommonProto.UnionValue.VALUE_ID_FIELD_NUMBER, id)
          .message(
              CommonProto.UnionValue.VALUE_FIELD_NUMBER,
              write(new Literal(memberType, pair.get(1), literal.source())));
    }
    for (int i = 0; i < type.members().size(); i++) {
      content.message(
          CommonProto.UnionValue.FIELDS_FIELD_NUMBER,
          message()
              .integer(CommonProto.UnionField.FIELD_ID_FIELD_NUMBER, type.ids().get(i))
              .message(
                  CommonProto.UnionField.FIELD_FIELD_NUMBER, types.field(type.members().get(i))));
    }
    content.integer(CommonProto.UnionValue.MODE_FIELD_NUMBER, type.mode().ordinal());
    return message().message(ScalarValue.UNION_VALUE_FIELD_NUMBER, content);
  }

  private MessageWriter dictionary(DataType.Dictionary type, Literal literal) {
    Literal value = new Literal(type.value(), literal.value(), literal.source());
    return message()
        .message(
            ScalarValue.DICTIONARY_VALUE_FIELD_NUMBER,
            message()
                .message(
                    CommonProto.ScalarDictionaryValue.INDEX_TYPE_FIELD_NUMBER,
                    types.write(type.key()))
                .message(CommonProto.ScalarDictionaryValue.VALUE_FIELD_NUMBER, write(value)));
  }

  private MessageWriter runEnds(DataType.RunEndEncoded type, Literal literal) {
    Literal value = new Literal(type.values().type(), literal.value(), literal.source());
    return message()
        .message(
            ScalarValue.RUN_END_ENCODED_VALUE_FIELD_NUMBER,
            message()
                .message(
                    CommonProto.ScalarRunEndEncodedValue.RUN_ENDS_FIELD_FIELD_NUMBER,
                    types.field(type.runEnds()))
                .message(
                    CommonProto.ScalarRunEndEncodedValue.VALUES_FIELD_FIELD_NUMBER,
                    types.field(type.values()))
                .message(CommonProto.ScalarRunEndEncodedValue.VALUE_FIELD_NUMBER, write(value)));
  }
}
