// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import com.google.protobuf.ByteString;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Literals from their messages. */
final class LiteralReader {
  private LiteralReader() {}

  static Literal read(CommonProto.ScalarValue value) {
    return switch (value.getValueCase()) {
      case NULL_VALUE -> new Literal(TypeReader.read(value.getNullValue()), null);
      case BOOL_VALUE -> Literal.of(value.getBoolValue());
      case UTF8_VALUE -> Literal.of(value.getUtf8Value());
      case LARGE_UTF8_VALUE -> new Literal(DataType.LARGE_UTF8, value.getLargeUtf8Value());
      case UTF8_VIEW_VALUE -> new Literal(DataType.UTF8_VIEW, value.getUtf8ViewValue());
      case INT8_VALUE -> integer(DataType.INT8, (byte) value.getInt8Value());
      case INT16_VALUE -> integer(DataType.INT16, (short) value.getInt16Value());
      case INT32_VALUE -> integer(DataType.INT32, value.getInt32Value());
      case INT64_VALUE -> integer(DataType.INT64, value.getInt64Value());
      case UINT8_VALUE -> integer(DataType.UINT8, value.getUint8Value() & 0xff);
      case UINT16_VALUE -> integer(DataType.UINT16, value.getUint16Value() & 0xffff);
      case UINT32_VALUE -> integer(DataType.UINT32, value.getUint32Value() & 0xffffffffL);
      case UINT64_VALUE -> integer(DataType.UINT64, value.getUint64Value());
      case FLOAT32_VALUE -> new Literal(DataType.FLOAT32, Floats.widen(value.getFloat32Value()));
      case FLOAT64_VALUE -> new Literal(DataType.FLOAT64, value.getFloat64Value());
      case DATE_32_VALUE -> integer(DataType.DATE32, value.getDate32Value());
      case DATE_64_VALUE -> integer(DataType.DATE64, value.getDate64Value());
      case TIME32_VALUE -> time32(value.getTime32Value());
      case TIME64_VALUE -> time64(value.getTime64Value());
      case TIMESTAMP_VALUE -> timestamp(value.getTimestampValue());
      case DURATION_SECOND_VALUE -> duration(TimeUnit.SECOND, value.getDurationSecondValue());
      case DURATION_MILLISECOND_VALUE ->
          duration(TimeUnit.MILLISECOND, value.getDurationMillisecondValue());
      case DURATION_MICROSECOND_VALUE ->
          duration(TimeUnit.MICROSECOND, value.getDurationMicrosecondValue());
      case DURATION_NANOSECOND_VALUE ->
          duration(TimeUnit.NANOSECOND, value.getDurationNanosecondValue());
      case INTERVAL_YEARMONTH_VALUE ->
          integer(DataType.INTERVAL_YEAR_MONTH, value.getIntervalYearmonthValue());
      case INTERVAL_DAYTIME_VALUE ->
          integer(
              DataType.INTERVAL_DAY_TIME,
              dayTime(
                  value.getIntervalDaytimeValue().getDays(),
                  value.getIntervalDaytimeValue().getMilliseconds()));
      case INTERVAL_MONTH_DAY_NANO -> monthDayNano(value.getIntervalMonthDayNano());
      case DECIMAL32_VALUE ->
          decimal(
              TypeId.DECIMAL32,
              value.getDecimal32Value().getValue(),
              value.getDecimal32Value().getP(),
              value.getDecimal32Value().getS());
      case DECIMAL64_VALUE ->
          decimal(
              TypeId.DECIMAL64,
              value.getDecimal64Value().getValue(),
              value.getDecimal64Value().getP(),
              value.getDecimal64Value().getS());
      case DECIMAL128_VALUE ->
          decimal(
              TypeId.DECIMAL128,
              value.getDecimal128Value().getValue(),
              value.getDecimal128Value().getP(),
              value.getDecimal128Value().getS());
      case DECIMAL256_VALUE ->
          decimal(
              TypeId.DECIMAL256,
              value.getDecimal256Value().getValue(),
              value.getDecimal256Value().getP(),
              value.getDecimal256Value().getS());
      case BINARY_VALUE -> new Literal(DataType.BINARY, bytes(value.getBinaryValue()));
      case LARGE_BINARY_VALUE ->
          new Literal(DataType.LARGE_BINARY, bytes(value.getLargeBinaryValue()));
      case BINARY_VIEW_VALUE ->
          new Literal(DataType.BINARY_VIEW, bytes(value.getBinaryViewValue()));
      case FIXED_SIZE_BINARY_VALUE ->
          new Literal(
              new DataType.FixedSizeBinary(value.getFixedSizeBinaryValue().getLength()),
              bytes(value.getFixedSizeBinaryValue().getValues()));
      case LIST_VALUE -> nested(TypeId.LIST, value.getListValue());
      case LARGE_LIST_VALUE -> nested(TypeId.LARGE_LIST, value.getLargeListValue());
      case FIXED_SIZE_LIST_VALUE -> nested(TypeId.FIXED_SIZE_LIST, value.getFixedSizeListValue());
      case LIST_VIEW_VALUE -> nested(TypeId.LIST_VIEW, value.getListViewValue());
      case LARGE_LIST_VIEW_VALUE -> nested(TypeId.LARGE_LIST_VIEW, value.getLargeListViewValue());
      case STRUCT_VALUE -> nested(TypeId.STRUCT, value.getStructValue());
      case MAP_VALUE -> nested(TypeId.MAP, value.getMapValue());
      case UNION_VALUE -> union(value.getUnionValue());
      case DICTIONARY_VALUE -> dictionary(value.getDictionaryValue());
      case RUN_END_ENCODED_VALUE -> runEnds(value.getRunEndEncodedValue());
      case VALUE_NOT_SET -> throw Refusal.noVariant("ScalarValue", value.getUnknownFields());
    };
  }

  /** The values of a column of a record batch, whose nodes and buffers it takes in their order. */
  static BatchReader.Column column(DataType type, BatchReader in) {
    return switch (type.id()) {
      case NULL -> in.nulls();
      case BOOLEAN -> in.bits();
      case INT8 -> in.fixed(1, (data, at) -> (long) data.get(at));
      case UINT8 -> in.fixed(1, (data, at) -> data.get(at) & 0xffL);
      case INT16 -> in.fixed(2, (data, at) -> (long) data.getShort(at));
      case UINT16 -> in.fixed(2, (data, at) -> data.getShort(at) & 0xffffL);
      case INT32, DATE32, TIME32 -> in.fixed(4, (data, at) -> (long) data.getInt(at));
      case UINT32 -> in.fixed(4, (data, at) -> data.getInt(at) & 0xffffffffL);
      case INT64, UINT64, DATE64, TIME64, TIMESTAMP, DURATION ->
          in.fixed(8, (data, at) -> data.getLong(at));
      case FLOAT16 -> in.fixed(2, (data, at) -> Floats.widenHalf(data.getShort(at)));
      case FLOAT32 -> in.fixed(4, (data, at) -> Floats.widen(data.getInt(at)));
      case FLOAT64 -> in.fixed(8, (data, at) -> data.getDouble(at));
      case DECIMAL32 -> in.decimals(4);
      case DECIMAL64 -> in.decimals(8);
      case DECIMAL128 -> in.decimals(16);
      case DECIMAL256 -> in.decimals(32);
      case INTERVAL ->
          switch (((DataType.Interval) type).unit()) {
            case YEAR_MONTH -> in.fixed(4, (data, at) -> (long) data.getInt(at));
            case DAY_TIME ->
                in.fixed(8, (data, at) -> dayTime(data.getInt(at), data.getInt(at + 4)));
            case MONTH_DAY_NANO ->
                in.fixed(
                    16,
                    (data, at) ->
                        new Interval(data.getInt(at), data.getInt(at + 4), data.getLong(at + 8)));
          };
      case FIXED_SIZE_BINARY -> in.fixedSizeBinary(((DataType.FixedSizeBinary) type).size());
      case UTF8 -> in.variable(4, BatchReader::text);
      case LARGE_UTF8 -> in.variable(8, BatchReader::text);
      case BINARY -> in.variable(4, Bytes::wrap);
      case LARGE_BINARY -> in.variable(8, Bytes::wrap);
      case UTF8_VIEW -> in.views(BatchReader::text);
      case BINARY_VIEW -> in.views(Bytes::wrap);
      case LIST -> in.list(4, ((DataType.ListOf) type).item().type());
      case LARGE_LIST -> in.list(8, ((DataType.ListOf) type).item().type());
      case LIST_VIEW -> in.listView(4, ((DataType.ListOf) type).item().type());
      case LARGE_LIST_VIEW -> in.listView(8, ((DataType.ListOf) type).item().type());
      case FIXED_SIZE_LIST -> in.fixedSizeList((DataType.FixedSizeList) type);
      case STRUCT -> in.struct((DataType.Struct) type);
      case MAP -> in.list(4, ((DataType.MapOf) type).entries().type());
      case UNION -> in.union((DataType.Union) type);
      case DICTIONARY -> in.dictionary((DataType.Dictionary) type);
      case RUN_END_ENCODED -> in.runEnds((DataType.RunEndEncoded) type);
    };
  }

  static long dayTime(int days, int milliseconds) {
    return (long) days << 32 | (milliseconds & 0xffffffffL);
  }

  private static Literal integer(DataType type, long value) {
    return new Literal(type, value);
  }

  private static Bytes bytes(ByteString value) {
    return Bytes.wrap(value.toByteArray());
  }

  private static Literal time32(CommonProto.ScalarTime32Value time) {
    return switch (time.getValueCase()) {
      case TIME32_SECOND_VALUE ->
          integer(new DataType.Time(TypeId.TIME32, TimeUnit.SECOND), time.getTime32SecondValue());
      case TIME32_MILLISECOND_VALUE ->
          integer(
              new DataType.Time(TypeId.TIME32, TimeUnit.MILLISECOND),
              time.getTime32MillisecondValue());
      case VALUE_NOT_SET -> throw Refusal.noVariant("ScalarTime32Value", time.getUnknownFields());
    };
  }

  private static Literal time64(CommonProto.ScalarTime64Value time) {
    return switch (time.getValueCase()) {
      case TIME64_MICROSECOND_VALUE ->
          integer(
              new DataType.Time(TypeId.TIME64, TimeUnit.MICROSECOND),
              time.getTime64MicrosecondValue());
      case TIME64_NANOSECOND_VALUE ->
          integer(
              new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND),
              time.getTime64NanosecondValue());
      case VALUE_NOT_SET -> throw Refusal.noVariant("ScalarTime64Value", time.getUnknownFields());
    };
  }

  private static Literal timestamp(CommonProto.ScalarTimestampValue value) {
    String zone = value.getTimezone().isEmpty() ? null : value.getTimezone();
    return switch (value.getValueCase()) {
      case TIME_SECOND_VALUE ->
          integer(DataType.timestamp(TimeUnit.SECOND, zone), value.getTimeSecondValue());
      case TIME_MILLISECOND_VALUE ->
          integer(DataType.timestamp(TimeUnit.MILLISECOND, zone), value.getTimeMillisecondValue());
      case TIME_MICROSECOND_VALUE ->
          integer(DataType.timestamp(TimeUnit.MICROSECOND, zone), value.getTimeMicrosecondValue());
      case TIME_NANOSECOND_VALUE ->
          integer(DataType.timestamp(TimeUnit.NANOSECOND, zone), value.getTimeNanosecondValue());
      case VALUE_NOT_SET ->
          throw Refusal.noVariant("ScalarTimestampValue", value.getUnknownFields());
    };
  }

  private static Literal duration(TimeUnit unit, long value) {
    return integer(new DataType.Duration(unit), value);
  }

  private static Literal monthDayNano(CommonProto.IntervalMonthDayNanoValue value) {
    return new Literal(
        DataType.INTERVAL_MONTH_DAY_NANO,
        new Interval(value.getMonths(), value.getDays(), value.getNanos()));
  }

  private static Literal decimal(TypeId id, ByteString bytes, long precision, long scale) {
    int width = 4 << (id.ordinal() - TypeId.DECIMAL32.ordinal());
    if (bytes.size() != width) {
      throw malformed(bytes.size() + " bytes of a " + id.spelling(), Integer.toString(width));
    }
    return new Literal(
        TypeReader.decimal(id, precision, scale), new BigInteger(bytes.toByteArray()));
  }

  private static Literal nested(TypeId id, CommonProto.ScalarNestedValue value) {
    if (value.getSchema().getColumnsCount() != 1) {
      throw malformed(value.getSchema().getColumnsCount() + " columns of a nested literal", "one");
    }
    DataType type = TypeReader.field(value.getSchema().getColumns(0)).type();
    if (type.id() != id) {
      throw malformed("a nested literal of type " + type, id.spelling());
    }
    Bytes source = Bytes.wrap(value.toBuilder().clearSchema().build().toByteArray());
    return new Literal(type, BatchReader.read(type, value), source);
  }

  private static Literal union(CommonProto.UnionValue union) {
    List<Field> members = new ArrayList<>(union.getFieldsCount());
    List<Integer> ids = new ArrayList<>(union.getFieldsCount());
    for (CommonProto.UnionField member : union.getFieldsList()) {
      if (!member.hasField()) {
        throw lacks("UnionField", "field");
      }
      ids.add(TypeReader.memberId(member.getFieldId()));
      members.add(TypeReader.field(member.getField()));
    }
    DataType type =
        new DataType.Union(members, ids, TypeReader.mode(union.getMode(), union.getModeValue()));
    if (!union.hasValue()) {
      return new Literal(type, null);
    }
    Literal value = read(union.getValue());
    int id = TypeReader.memberId(union.getValueId());
    return new Literal(type, Arrays.asList((long) id, value.value()), value.source());
  }

  private static Literal dictionary(CommonProto.ScalarDictionaryValue dictionary) {
    if (!dictionary.hasIndexType()) {
      throw lacks("ScalarDictionaryValue", "index_type");
    }
    if (!dictionary.hasValue()) {
      throw lacks("ScalarDictionaryValue", "value");
    }
    Literal value = read(dictionary.getValue());
    DataType type =
        new DataType.Dictionary(TypeReader.read(dictionary.getIndexType()), value.type());
    return new Literal(type, value.value(), value.source());
  }

  private static Literal runEnds(CommonProto.ScalarRunEndEncodedValue runs) {
    if (!runs.hasRunEndsField()) {
      throw lacks("ScalarRunEndEncodedValue", "run_ends_field");
    }
    if (!runs.hasValuesField()) {
      throw lacks("ScalarRunEndEncodedValue", "values_field");
    }
    if (!runs.hasValue()) {
      throw lacks("ScalarRunEndEncodedValue", "value");
    }
    Literal value = read(runs.getValue());
    DataType type =
        new DataType.RunEndEncoded(
            TypeReader.field(runs.getRunEndsField()), TypeReader.field(runs.getValuesField()));
    return new Literal(type, value.value(), value.source());
  }
}
