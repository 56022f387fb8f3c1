// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.MessageReader.once;
import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.wire.CommonProto.ScalarValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Literals from their messages. */
final class LiteralReader {
  private final MessageReader in;
  private final TypeReader types;

  LiteralReader(MessageReader in, TypeReader types) {
    this.in = in;
    this.types = types;
  }

  Literal read() {
    int outer = in.enter();
    long start = in.taken();
    Literal literal = null;
    int unknown = 0;
    while (in.next()) {
      Literal variant = variant(in.field());
      if (variant == null) {
        unknown = Refusal.unknown(unknown, in.field());
        in.skip();
      } else {
        literal = once(literal, variant);
      }
    }
    in.leave(outer);
    in.checkLiteral(start);
    if (literal == null) {
      throw Refusal.noVariant("ScalarValue", unknown);
    }
    return literal;
  }

  /** Null for a field that is not known. */
  private Literal variant(int field) {
    return switch (field) {
      case ScalarValue.NULL_VALUE_FIELD_NUMBER -> new Literal(types.read(), null);
      case ScalarValue.BOOL_VALUE_FIELD_NUMBER -> Literal.of(in.flag());
      case ScalarValue.UTF8_VALUE_FIELD_NUMBER -> Literal.of(in.string());
      case ScalarValue.LARGE_UTF8_VALUE_FIELD_NUMBER ->
          new Literal(DataType.LARGE_UTF8, in.string());
      case ScalarValue.UTF8_VIEW_VALUE_FIELD_NUMBER -> new Literal(DataType.UTF8_VIEW, in.string());
      case ScalarValue.INT8_VALUE_FIELD_NUMBER -> whole(DataType.INT8, (byte) in.integer());
      case ScalarValue.INT16_VALUE_FIELD_NUMBER -> whole(DataType.INT16, (short) in.integer());
      case ScalarValue.INT32_VALUE_FIELD_NUMBER -> whole(DataType.INT32, (int) in.integer());
      case ScalarValue.INT64_VALUE_FIELD_NUMBER -> whole(DataType.INT64, in.integer());
      case ScalarValue.UINT8_VALUE_FIELD_NUMBER -> whole(DataType.UINT8, in.integer() & 0xff);
      case ScalarValue.UINT16_VALUE_FIELD_NUMBER -> whole(DataType.UINT16, in.integer() & 0xffff);
      case ScalarValue.UINT32_VALUE_FIELD_NUMBER ->
          whole(DataType.UINT32, in.integer() & 0xffffffffL);
      case ScalarValue.UINT64_VALUE_FIELD_NUMBER -> whole(DataType.UINT64, in.integer());
      case ScalarValue.FLOAT32_VALUE_FIELD_NUMBER ->
          new Literal(DataType.FLOAT32, Floats.widen(in.fixed32()));
      case ScalarValue.FLOAT64_VALUE_FIELD_NUMBER ->
          new Literal(DataType.FLOAT64, Double.longBitsToDouble(in.fixed64()));
      case ScalarValue.DATE_32_VALUE_FIELD_NUMBER -> whole(DataType.DATE32, (int) in.integer());
      case ScalarValue.DATE_64_VALUE_FIELD_NUMBER -> whole(DataType.DATE64, in.integer());
      case ScalarValue.TIME32_VALUE_FIELD_NUMBER -> time32();
      case ScalarValue.TIME64_VALUE_FIELD_NUMBER -> time64();
      case ScalarValue.TIMESTAMP_VALUE_FIELD_NUMBER -> timestamp();
      case ScalarValue.DURATION_SECOND_VALUE_FIELD_NUMBER -> duration(TimeUnit.SECOND);
      case ScalarValue.DURATION_MILLISECOND_VALUE_FIELD_NUMBER -> duration(TimeUnit.MILLISECOND);
      case ScalarValue.DURATION_MICROSECOND_VALUE_FIELD_NUMBER -> duration(TimeUnit.MICROSECOND);
      case ScalarValue.DURATION_NANOSECOND_VALUE_FIELD_NUMBER -> duration(TimeUnit.NANOSECOND);
      case ScalarValue.INTERVAL_YEARMONTH_VALUE_FIELD_NUMBER ->
          whole(DataType.INTERVAL_YEAR_MONTH, (int) in.integer());
      case ScalarValue.INTERVAL_DAYTIME_VALUE_FIELD_NUMBER -> dayTime();
      case ScalarValue.INTERVAL_MONTH_DAY_NANO_FIELD_NUMBER -> monthDayNano();
      case ScalarValue.DECIMAL32_VALUE_FIELD_NUMBER -> decimal(TypeId.DECIMAL32);
      case ScalarValue.DECIMAL64_VALUE_FIELD_NUMBER -> decimal(TypeId.DECIMAL64);
      case ScalarValue.DECIMAL128_VALUE_FIELD_NUMBER -> decimal(TypeId.DECIMAL128);
      case ScalarValue.DECIMAL256_VALUE_FIELD_NUMBER -> decimal(TypeId.DECIMAL256);
      case ScalarValue.BINARY_VALUE_FIELD_NUMBER -> new Literal(DataType.BINARY, in.blob());
      case ScalarValue.LARGE_BINARY_VALUE_FIELD_NUMBER ->
          new Literal(DataType.LARGE_BINARY, in.blob());
      case ScalarValue.BINARY_VIEW_VALUE_FIELD_NUMBER ->
          new Literal(DataType.BINARY_VIEW, in.blob());
      case ScalarValue.FIXED_SIZE_BINARY_VALUE_FIELD_NUMBER -> fixedSizeBinary();
      case ScalarValue.LIST_VALUE_FIELD_NUMBER -> nested(TypeId.LIST);
      case ScalarValue.LARGE_LIST_VALUE_FIELD_NUMBER -> nested(TypeId.LARGE_LIST);
      case ScalarValue.FIXED_SIZE_LIST_VALUE_FIELD_NUMBER -> nested(TypeId.FIXED_SIZE_LIST);
      case ScalarValue.LIST_VIEW_VALUE_FIELD_NUMBER -> nested(TypeId.LIST_VIEW);
      case ScalarValue.LARGE_LIST_VIEW_VALUE_FIELD_NUMBER -> nested(TypeId.LARGE_LIST_VIEW);
      case ScalarValue.STRUCT_VALUE_FIELD_NUMBER -> nested(TypeId.STRUCT);
      case ScalarValue.MAP_VALUE_FIELD_NUMBER -> nested(TypeId.MAP);
      case ScalarValue.UNION_VALUE_FIELD_NUMBER -> union();
      case ScalarValue.DICTIONARY_VALUE_FIELD_NUMBER -> dictionary();
      case ScalarValue.RUN_END_ENCODED_VALUE_FIELD_NUMBER -> runEnds();
      default -> null;
    };
  }

  private static Literal whole(DataType type, long value) {
    return new Literal(type, value);
  }

  private Literal duration(TimeUnit unit) {
    return whole(new DataType.Duration(unit), in.integer());
  }

  private Literal time32() {
    Counted time = counted("ScalarTime32Value", 0, TimeUnit.SECOND, TimeUnit.MILLISECOND);
    return whole(new DataType.Time(TypeId.TIME32, time.unit), (int) time.count);
  }

  private Literal time64() {
    Counted time = counted("ScalarTime64Value", 0, TimeUnit.MICROSECOND, TimeUnit.NANOSECOND);
    return whole(new DataType.Time(TypeId.TIME64, time.unit), time.count);
  }

  private Literal timestamp() {
    Counted time =
        counted(
            "ScalarTimestampValue",
            CommonProto.ScalarTimestampValue.TIMEZONE_FIELD_NUMBER,
            TimeUnit.MICROSECOND,
            TimeUnit.NANOSECOND,
            TimeUnit.SECOND,
            TimeUnit.MILLISECOND);
    return whole(DataType.timestamp(time.unit, time.zone.isEmpty() ? null : time.zone), time.count);
  }

  private record Counted(TimeUnit unit, long count, String zone) {}

  /** A message with a field for each unit, whose numbers count from 1 in the order given. */
  private Counted counted(String message, int zoneField, TimeUnit... units) {
    int outer = in.enter();
    TimeUnit unit = null;
    long count = 0;
    String zone = "";
    int unknown = 0;
    while (in.next()) {
      int field = in.field();
      if (field <= units.length) {
        unit = once(unit, units[field - 1]);
        count = in.integer();
      } else if (field == zoneField) {
        zone = in.string();
      } else {
        unknown = Refusal.unknown(unknown, in.field());
        in.skip();
      }
    }
    in.leave(outer);
    if (unit == null) {
      throw Refusal.noVariant(message, unknown);
    }
    return new Counted(unit, count, zone);
  }

  static long dayTime(int days, int milliseconds) {
    return (long) days << 32 | (milliseconds & 0xffffffffL);
  }

  private Literal dayTime() {
    int outer = in.enter();
    int days = 0;
    int milliseconds = 0;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.IntervalDayTimeValue.DAYS_FIELD_NUMBER -> days = (int) in.integer();
        case CommonProto.IntervalDayTimeValue.MILLISECONDS_FIELD_NUMBER ->
            milliseconds = (int) in.integer();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return whole(DataType.INTERVAL_DAY_TIME, dayTime(days, milliseconds));
  }

  private Literal monthDayNano() {
    int outer = in.enter();
    int months = 0;
    int days = 0;
    long nanos = 0;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.IntervalMonthDayNanoValue.MONTHS_FIELD_NUMBER ->
            months = (int) in.integer();
        case CommonProto.IntervalMonthDayNanoValue.DAYS_FIELD_NUMBER -> days = (int) in.integer();
        case CommonProto.IntervalMonthDayNanoValue.NANOS_FIELD_NUMBER -> nanos = in.integer();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Literal(DataType.INTERVAL_MONTH_DAY_NANO, new Interval(months, days, nanos));
  }

  /** The four widths have the same fields. */
  private Literal decimal(TypeId id) {
    int outer = in.enter();
    byte[] value = {};
    long precision = 0;
    long scale = 0;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Decimal128.VALUE_FIELD_NUMBER -> value = in.bytes();
        case CommonProto.Decimal128.P_FIELD_NUMBER -> precision = in.integer();
        case CommonProto.Decimal128.S_FIELD_NUMBER -> scale = in.integer();
        default -> in.skip();
      }
    }
    in.leave(outer);
    int width = id.bits() / Byte.SIZE;
    if (value.length != width) {
      throw malformed(value.length + " bytes of a " + id.spelling(), Integer.toString(width));
    }
    return new Literal(TypeReader.decimal(id, precision, scale), new BigInteger(value));
  }

  private Literal fixedSizeBinary() {
    int outer = in.enter();
    Bytes value = Bytes.EMPTY;
    int size = 0;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.ScalarFixedSizeBinary.VALUES_FIELD_NUMBER -> value = in.blob();
        case CommonProto.ScalarFixedSizeBinary.LENGTH_FIELD_NUMBER -> size = (int) in.integer();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Literal(new DataType.FixedSizeBinary(size), value);
  }

  private Literal nested(TypeId id) {
    int outer = in.enter();
    NestedValue value = NestedValue.read(in, types);
    in.leave(outer);
    if (value.type() == null) {
      throw malformed("0 columns of a nested literal", "one");
    }
    if (value.type().id() != id) {
      throw malformed("a nested literal of type " + value.type(), id.spelling());
    }
    return new Literal(value.type(), BatchReader.read(value), value.source());
  }

  private Literal union() {
    int outer = in.enter();
    int valueId = 0;
    Literal value = null;
    List<Field> members = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    DataType.Union.Mode mode = DataType.Union.Mode.SPARSE;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.UnionValue.VALUE_ID_FIELD_NUMBER -> valueId = (int) in.integer();
        case CommonProto.UnionValue.VALUE_FIELD_NUMBER -> value = once(value, read());
        case CommonProto.UnionValue.FIELDS_FIELD_NUMBER -> member(members, ids);
        case CommonProto.UnionValue.MODE_FIELD_NUMBER -> mode = types.mode();
        default -> in.skip();
      }
    }
    in.leave(outer);
    DataType type = new DataType.Union(members, ids, mode);
    if (value == null) {
      return new Literal(type, null);
    }
    long id = TypeReader.memberId(valueId);
    return new Literal(type, Arrays.asList(id, value.value()), value.source());
  }

  private void member(List<Field> members, List<Integer> ids) {
    int outer = in.enter();
    int id = 0;
    Field member = null;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.UnionField.FIELD_ID_FIELD_NUMBER -> id = (int) in.integer();
        case CommonProto.UnionField.FIELD_FIELD_NUMBER -> member = once(member, types.field());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (member == null) {
      throw lacks("UnionField", "field");
    }
    ids.add(TypeReader.memberId(id));
    members.add(member);
  }

  private Literal dictionary() {
    int outer = in.enter();
    DataType key = null;
    Literal value = null;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.ScalarDictionaryValue.INDEX_TYPE_FIELD_NUMBER ->
            key = once(key, types.read());
        case CommonProto.ScalarDictionaryValue.VALUE_FIELD_NUMBER -> value = once(value, read());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (key == null || value == null) {
      throw lacks("ScalarDictionaryValue", key == null ? "index_type" : "value");
    }
    return new Literal(new DataType.Dictionary(key, value.type()), value.value(), value.source());
  }

  private Literal runEnds() {
    int outer = in.enter();
    Field ends = null;
    Field values = null;
    Literal value = null;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.ScalarRunEndEncodedValue.RUN_ENDS_FIELD_FIELD_NUMBER ->
            ends = once(ends, types.field());
        case CommonProto.ScalarRunEndEncodedValue.VALUES_FIELD_FIELD_NUMBER ->
            values = once(values, types.field());
        case CommonProto.ScalarRunEndEncodedValue.VALUE_FIELD_NUMBER -> value = once(value, read());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (ends == null || values == null || value == null) {
      throw lacks(
          "ScalarRunEndEncodedValue",
          ends == null ? "run_ends_field" : values == null ? "values_field" : "value");
    }
    return new Literal(new DataType.RunEndEncoded(ends, values), value.value(), value.source());
  }
}
