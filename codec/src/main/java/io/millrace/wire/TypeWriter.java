// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.trust.Limits;
import io.millrace.wire.CommonProto.ArrowType;
import java.util.List;

/** Messages of types. */
final class TypeWriter {
  private final Limits limits;
  private int depth;

  TypeWriter(Limits limits) {
    this.limits = limits;
  }

  MessageWriter write(DataType type) {
    if (++depth > limits.maxDepth() + 1) {
      throw Refusal.tooDeep(limits.maxDepth());
    }
    MessageWriter written = variant(type);
    depth--;
    return written;
  }

  private MessageWriter variant(DataType type) {
    return switch (type.id()) {
      case NULL -> plain(ArrowType.NONE_FIELD_NUMBER);
      case BOOLEAN -> plain(ArrowType.BOOL_FIELD_NUMBER);
      case INT8 -> plain(ArrowType.INT8_FIELD_NUMBER);
      case INT16 -> plain(ArrowType.INT16_FIELD_NUMBER);
      case INT32 -> plain(ArrowType.INT32_FIELD_NUMBER);
      case INT64 -> plain(ArrowType.INT64_FIELD_NUMBER);
      case UINT8 -> plain(ArrowType.UINT8_FIELD_NUMBER);
      case UINT16 -> plain(ArrowType.UINT16_FIELD_NUMBER);
      case UINT32 -> plain(ArrowType.UINT32_FIELD_NUMBER);
      case UINT64 -> plain(ArrowType.UINT64_FIELD_NUMBER);
      case FLOAT16 -> plain(ArrowType.FLOAT16_FIELD_NUMBER);
      case FLOAT32 -> plain(ArrowType.FLOAT32_FIELD_NUMBER);
      case FLOAT64 -> plain(ArrowType.FLOAT64_FIELD_NUMBER);
      case UTF8 -> plain(ArrowType.UTF8_FIELD_NUMBER);
      case LARGE_UTF8 -> plain(ArrowType.LARGE_UTF8_FIELD_NUMBER);
      case UTF8_VIEW -> plain(ArrowType.UTF8_VIEW_FIELD_NUMBER);
      case BINARY -> plain(ArrowType.BINARY_FIELD_NUMBER);
      case LARGE_BINARY -> plain(ArrowType.LARGE_BINARY_FIELD_NUMBER);
      case BINARY_VIEW -> plain(ArrowType.BINARY_VIEW_FIELD_NUMBER);
      case DATE32 -> plain(ArrowType.DATE32_FIELD_NUMBER);
      case DATE64 -> plain(ArrowType.DATE64_FIELD_NUMBER);
      case FIXED_SIZE_BINARY ->
          number(
              ArrowType.FIXED_SIZE_BINARY_FIELD_NUMBER, ((DataType.FixedSizeBinary) type).size());
      case TIME32 -> number(ArrowType.TIME32_FIELD_NUMBER, ((DataType.Time) type).unit().ordinal());
      case TIME64 -> number(ArrowType.TIME64_FIELD_NUMBER, ((DataType.Time) type).unit().ordinal());
      case DURATION ->
          number(ArrowType.DURATION_FIELD_NUMBER, ((DataType.Duration) type).unit().ordinal());
      case INTERVAL ->
          number(ArrowType.INTERVAL_FIELD_NUMBER, ((DataType.Interval) type).unit().ordinal());
      case TIMESTAMP -> timestamp((DataType.Timestamp) type);
      case DECIMAL32 -> decimal(ArrowType.DECIMAL32_FIELD_NUMBER, (DataType.Decimal) type);
      case DECIMAL64 -> decimal(ArrowType.DECIMAL64_FIELD_NUMBER, (DataType.Decimal) type);
      case DECIMAL128 -> decimal(ArrowType.DECIMAL128_FIELD_NUMBER, (DataType.Decimal) type);
      case DECIMAL256 -> decimal(ArrowType.DECIMAL256_FIELD_NUMBER, (DataType.Decimal) type);
      case LIST -> list(ArrowType.LIST_FIELD_NUMBER, (DataType.ListOf) type);
      case LARGE_LIST -> list(ArrowType.LARGE_LIST_FIELD_NUMBER, (DataType.ListOf) type);
      case LIST_VIEW -> list(ArrowType.LIST_VIEW_FIELD_NUMBER, (DataType.ListOf) type);
      case LARGE_LIST_VIEW -> list(ArrowType.LARGE_LIST_VIEW_FIELD_NUMBER, (DataType.ListOf) type);
      case FIXED_SIZE_LIST -> fixedSizeList((DataType.FixedSizeList) type);
      case STRUCT -> struct((DataType.Struct) type);
      case MAP -> map((DataType.MapOf) type);
      case UNION -> union((DataType.Union) type);
      case DICTIONARY -> dictionary((DataType.Dictionary) type);
      case RUN_END_ENCODED -> runEnds((DataType.RunEndEncoded) type);
    };
  }

  MessageWriter field(Field field) {
    return message()
        .string(CommonProto.Field.NAME_FIELD_NUMBER, field.name())
        .message(CommonProto.Field.ARROW_TYPE_FIELD_NUMBER, write(field.type()))
        .flag(CommonProto.Field.NULLABLE_FIELD_NUMBER, field.nullable())
        .map(CommonProto.Field.METADATA_FIELD_NUMBER, field.metadata());
  }

  private MessageWriter message() {
    return new MessageWriter(limits.maxBytes());
  }

  private MessageWriter plain(int variant) {
    return message().message(variant, message());
  }

  private MessageWriter number(int variant, int value) {
    return message().integerMember(variant, value);
  }

  private MessageWriter timestamp(DataType.Timestamp type) {
    return message()
        .message(
            ArrowType.TIMESTAMP_FIELD_NUMBER,
            message()
                .integer(CommonProto.Timestamp.TIME_UNIT_FIELD_NUMBER, type.unit().ordinal())
                .string(
                    CommonProto.Timestamp.TIMEZONE_FIELD_NUMBER,
                    type.zone() == null ? "" : type.zone()));
  }

  /** The four widths have the same fields. */
  private MessageWriter decimal(int variant, DataType.Decimal type) {
    return message()
        .message(
            variant,
            message()
                .integer(CommonProto.Decimal128Type.PRECISION_FIELD_NUMBER, type.precision())
                .integer(CommonProto.Decimal128Type.SCALE_FIELD_NUMBER, type.scale()));
  }

  private MessageWriter list(int variant, DataType.ListOf type) {
    return message()
        .message(
            variant,
            message().message(CommonProto.List.FIELD_TYPE_FIELD_NUMBER, field(type.item())));
  }

  private MessageWriter fixedSizeList(DataType.FixedSizeList type) {
    return message()
        .message(
            ArrowType.FIXED_SIZE_LIST_FIELD_NUMBER,
            message()
                .message(CommonProto.FixedSizeList.FIELD_TYPE_FIELD_NUMBER, field(type.item()))
                .integer(CommonProto.FixedSizeList.LIST_SIZE_FIELD_NUMBER, type.size()));
  }

  private MessageWriter struct(DataType.Struct type) {
    return message()
        .message(
            ArrowType.STRUCT_FIELD_NUMBER,
            fields(CommonProto.Struct.SUB_FIELD_TYPES_FIELD_NUMBER, type.fields()));
  }

  private MessageWriter map(DataType.MapOf type) {
    return message()
        .message(
            ArrowType.MAP_FIELD_NUMBER,
            message()
                .message(CommonProto.Map.FIELD_TYPE_FIELD_NUMBER, field(type.entries()))
                .flag(CommonProto.Map.KEYS_SORTED_FIELD_NUMBER, type.sorted()));
  }

  private MessageWriter union(DataType.Union type) {
    return message()
        .message(
            ArrowType.UNION_FIELD_NUMBER,
            fields(CommonProto.Union.UNION_TYPES_FIELD_NUMBER, type.members())
                .integer(CommonProto.Union.UNION_MODE_FIELD_NUMBER, type.mode().ordinal())
                .packed(CommonProto.Union.TYPE_IDS_FIELD_NUMBER, type.ids()));
  }

  private MessageWriter dictionary(DataType.Dictionary type) {
    return message()
        .message(
            ArrowType.DICTIONARY_FIELD_NUMBER,
            message()
                .message(CommonProto.Dictionary.KEY_FIELD_NUMBER, write(type.key()))
                .message(CommonProto.Dictionary.VALUE_FIELD_NUMBER, write(type.value())));
  }

  private MessageWriter runEnds(DataType.RunEndEncoded type) {
    return message()
        .message(
            ArrowType.RUN_END_ENCODED_FIELD_NUMBER,
            message()
                .message(
                    CommonProto.RunEndEncoded.RUN_ENDS_FIELD_FIELD_NUMBER, field(type.runEnds()))
                .message(
                    CommonProto.RunEndEncoded.VALUES_FIELD_FIELD_NUMBER, field(type.values())));
  }

  private MessageWriter fields(int number, List<Field> fields) {
    MessageWriter written = message();
    fields.forEach(field -> written.message(number, field(field)));
    return written;
  }
}
