// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
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
    if (++depth > limits.length(Limit.DEPTH) + 1) {
      throw Refusal.tooDeep(limits, Refusal.ENCODE);
    }
    MessageWriter written = variant(type);
    depth--;
    return written;
  }

  private MessageWriter variant(DataType type) {
    int number = TypeNumbers.of(type.id());
    return switch (type.family()) {
      case NULL, BOOLEAN, SIGNED, UNSIGNED, FLOAT, TEXT, DATE -> plain(number);
      case BINARY ->
          type instanceof DataType.FixedSizeBinary fixed
              ? number(number, fixed.size())
              : plain(number);
      case TIME -> number(number, ((DataType.Time) type).unit().ordinal());
      case DURATION -> number(number, ((DataType.Duration) type).unit().ordinal());
      case INTERVAL -> number(number, ((DataType.Interval) type).unit().ordinal());
      case TIMESTAMP -> timestamp((DataType.Timestamp) type);
      case DECIMAL -> decimal(number, (DataType.Decimal) type);
      case LIST -> list(number, (DataType.AnyList) type);
      case STRUCT -> struct((DataType.Struct) type);
      case MAP -> map((DataType.MapOf) type);
      case UNION -> union((DataType.Union) type);
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? dictionary(dictionary)
              : runEnds((DataType.RunEndEncoded) type);
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
    return new MessageWriter(limits);
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

  /** All kinds of lists have their item in the same field, one has a size. */
  private MessageWriter list(int variant, DataType.AnyList type) {
    MessageWriter content =
        message().message(CommonProto.List.FIELD_TYPE_FIELD_NUMBER, field(type.item()));
    if (type instanceof DataType.FixedSizeList fixed) {
      content.integer(CommonProto.FixedSizeList.LIST_SIZE_FIELD_NUMBER, fixed.size());
    }
    return message().message(variant, content);
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
