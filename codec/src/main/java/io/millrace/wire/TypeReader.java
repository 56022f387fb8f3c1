// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;

/** Types from their messages. */
final class TypeReader {
  private TypeReader() {}

  static DataType read(CommonProto.ArrowType type) {
    return switch (type.getArrowTypeEnumCase()) {
      case NONE -> DataType.NULL;
      case BOOL -> DataType.BOOLEAN;
      case UINT8 -> DataType.UINT8;
      case INT8 -> DataType.INT8;
      case UINT16 -> DataType.UINT16;
      case INT16 -> DataType.INT16;
      case UINT32 -> DataType.UINT32;
      case INT32 -> DataType.INT32;
      case UINT64 -> DataType.UINT64;
      case INT64 -> DataType.INT64;
      case FLOAT16 -> DataType.FLOAT16;
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT64 -> DataType.FLOAT64;
      case UTF8 -> DataType.UTF8;
      case UTF8_VIEW -> DataType.UTF8_VIEW;
      case LARGE_UTF8 -> DataType.LARGE_UTF8;
      case BINARY -> DataType.BINARY;
      case BINARY_VIEW -> DataType.BINARY_VIEW;
      case FIXED_SIZE_BINARY -> new DataType.FixedSizeBinary(type.getFIXEDSIZEBINARY());
      case LARGE_BINARY -> DataType.LARGE_BINARY;
      case DATE32 -> DataType.DATE32;
      case DATE64 -> DataType.DATE64;
      case DURATION -> new DataType.Duration(unit(type.getDURATION(), type.getDURATIONValue()));
      case TIMESTAMP -> timestamp(type.getTIMESTAMP());
      case TIME32 ->
          new DataType.Time(TypeId.TIME32, unit(type.getTIME32(), type.getTIME32Value()));
      case TIME64 ->
          new DataType.Time(TypeId.TIME64, unit(type.getTIME64(), type.getTIME64Value()));
      case INTERVAL -> interval(type.getINTERVAL(), type.getINTERVALValue());
      case DECIMAL32 ->
          decimal(
              TypeId.DECIMAL32, type.getDECIMAL32().getPrecision(), type.getDECIMAL32().getScale());
      case DECIMAL64 ->
          decimal(
              TypeId.DECIMAL64, type.getDECIMAL64().getPrecision(), type.getDECIMAL64().getScale());
      case DECIMAL128 ->
          decimal(
              TypeId.DECIMAL128,
              type.getDECIMAL128().getPrecision(),
              type.getDECIMAL128().getScale());
      case DECIMAL256 ->
          decimal(
              TypeId.DECIMAL256,
              type.getDECIMAL256().getPrecision(),
              type.getDECIMAL256().getScale());
      case LIST -> list(TypeId.LIST, type.getLIST());
      case LARGE_LIST -> list(TypeId.LARGE_LIST, type.getLARGELIST());
      case LIST_VIEW -> list(TypeId.LIST_VIEW, type.getLISTVIEW());
      case LARGE_LIST_VIEW -> list(TypeId.LARGE_LIST_VIEW, type.getLARGELISTVIEW());
      case FIXED_SIZE_LIST -> fixedSizeList(type.getFIXEDSIZELIST());
      case STRUCT -> new DataType.Struct(fields(type.getSTRUCT().getSubFieldTypesList()));
      case UNION -> union(type.getUNION());
      case DICTIONARY -> dictionary(type.getDICTIONARY());
      case MAP -> map(type.getMAP());
      case RUN_END_ENCODED -> runEnds(type.getRUNENDENCODED());
      case ARROWTYPEENUM_NOT_SET -> throw Refusal.noVariant("ArrowType", type.getUnknownFields());
    };
  }

  static Field field(CommonProto.Field field) {
    if (!field.hasArrowType()) {
      throw lacks("Field", "arrow_type");
    }
    return new Field(
        field.getName(), read(field.getArrowType()), field.getNullable(), field.getMetadataMap());
  }

  /** A decimal's precision and scale as DataFusion keeps them, in one byte each. */
  static DataType decimal(TypeId id, long precision, long scale) {
    return new DataType.Decimal(id, (int) (precision & 0xff), (byte) scale);
  }

  static DataType.Union.Mode mode(CommonProto.UnionMode mode, int number) {
    if (mode == CommonProto.UnionMode.UNRECOGNIZED) {
      throw malformed("union mode " + number, "0 or 1");
    }
    return DataType.Union.Mode.values()[number];
  }

  /** A member's id in a union, which is a byte that is not negative. */
  static int memberId(int number) {
    byte id = (byte) number;
    if (id < 0) {
      throw malformed("id " + number + " of a union's member", "0 to 127");
    }
    return id;
  }

  private static TimeUnit unit(CommonProto.TimeUnit unit, int number) {
    if (unit == CommonProto.TimeUnit.UNRECOGNIZED) {
      throw malformed("time unit " + number, "0 to 3");
    }
    return TimeUnit.values()[number];
  }

  private static DataType timestamp(CommonProto.Timestamp type) {
    String zone = type.getTimezone();
    return new DataType.Timestamp(
        unit(type.getTimeUnit(), type.getTimeUnitValue()), zone.isEmpty() ? null : zone);
  }

  private static DataType interval(CommonProto.IntervalUnit unit, int number) {
    if (unit == CommonProto.IntervalUnit.UNRECOGNIZED) {
      throw malformed("interval unit " + number, "0 to 2");
    }
    return new DataType.Interval(IntervalUnit.values()[number]);
  }

  private static DataType list(TypeId id, CommonProto.List type) {
    if (!type.hasFieldType()) {
      throw lacks("List", "field_type");
    }
    return new DataType.ListOf(id, field(type.getFieldType()));
  }

  private static DataType fixedSizeList(CommonProto.FixedSizeList type) {
    if (!type.hasFieldType()) {
      throw lacks("FixedSizeList", "field_type");
    }
    return new DataType.FixedSizeList(field(type.getFieldType()), type.getListSize());
  }

  private static List<Field> fields(List<CommonProto.Field> fields) {
    return fields.stream().map(TypeReader::field).toList();
  }

  private static DataType union(CommonProto.Union type) {
    List<Field> members = fields(type.getUnionTypesList());
    List<Integer> ids = new ArrayList<>();
    for (int number : type.getTypeIdsList()) {
      ids.add(memberId(number));
    }
    if (ids.isEmpty()) {
      for (int i = 0; i < members.size(); i++) {
        ids.add(memberId(i));
      }
    }
    if (ids.size() != members.size()) {
      throw malformed(ids.size() + " ids of " + members.size() + " members", "one each");
    }
    return new DataType.Union(members, ids, mode(type.getUnionMode(), type.getUnionModeValue()));
  }

  private static DataType dictionary(CommonProto.Dictionary type) {
    if (!type.hasKey()) {
      throw lacks("Dictionary", "key");
    }
    if (!type.hasValue()) {
      throw lacks("Dictionary", "value");
    }
    return new DataType.Dictionary(read(type.getKey()), read(type.getValue()));
  }

  private static DataType map(CommonProto.Map type) {
    if (!type.hasFieldType()) {
      throw lacks("Map", "field_type");
    }
    return new DataType.MapOf(field(type.getFieldType()), type.getKeysSorted());
  }

  private static DataType runEnds(CommonProto.RunEndEncoded type) {
    if (!type.hasRunEndsField()) {
      throw lacks("RunEndEncoded", "run_ends_field");
    }
    if (!type.hasValuesField()) {
      throw lacks("RunEndEncoded", "values_field");
    }
    return new DataType.RunEndEncoded(field(type.getRunEndsField()), field(type.getValuesField()));
  }
}
