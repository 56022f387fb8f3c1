// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.MessageReader.once;
import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types from their messages. */
final class TypeReader {
  private final MessageReader in;

  TypeReader(MessageReader in) {
    this.in = in;
  }

  DataType read() {
    int outer = in.enter();
    DataType type = null;
    int unknown = 0;
    while (in.next()) {
      DataType variant = variant(in.field());
      if (variant == null) {
        unknown = Refusal.unknown(unknown, in.field());
        in.skip();
      } else {
        type = once(type, variant);
      }
    }
    in.leave(outer);
    if (type == null) {
      throw Refusal.noVariant("ArrowType", unknown);
    }
    return type;
  }

  /** Null for a field that is not known. */
  private DataType variant(int field) {
    TypeId id = TypeNumbers.id(field);
    if (id == null) {
      return null;
    }
    return switch (id.family()) {
      case NULL, BOOLEAN, SIGNED, UNSIGNED, FLOAT, TEXT, DATE -> plain(id);
      case BINARY ->
          id == TypeId.FIXED_SIZE_BINARY
              ? new DataType.FixedSizeBinary((int) in.integer())
              : plain(id);
      case TIME -> new DataType.Time(id, unit());
      case TIMESTAMP -> timestamp();
      case DURATION -> new DataType.Duration(unit());
      case INTERVAL -> interval();
      case DECIMAL -> decimal(id);
      case LIST -> list(id);
      case STRUCT -> struct();
      case MAP -> map();
      case UNION -> union();
      case ENCODED -> id == TypeId.DICTIONARY ? dictionary() : runEnds();
    };
  }

  Field field() {
    int outer = in.enter();
    String name = "";
    DataType type = null;
    boolean nullable = false;
    Map<String, String> metadata = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Field.NAME_FIELD_NUMBER -> name = in.string();
        case CommonProto.Field.ARROW_TYPE_FIELD_NUMBER -> type = once(type, read());
        case CommonProto.Field.NULLABLE_FIELD_NUMBER -> nullable = in.flag();
        case CommonProto.Field.CHILDREN_FIELD_NUMBER -> drop(in.bytes());
        case CommonProto.Field.METADATA_FIELD_NUMBER -> in.entry(metadata);
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (type == null) {
      throw lacks("Field", "arrow_type");
    }
    return new Field(name, type, nullable, metadata);
  }

  /** DataFusion 55 makes nothing of children, which the type has already, but parses them. */
  private static void drop(byte[] child) {
    try {
      CommonProto.Field.parseFrom(child);
    } catch (InvalidProtocolBufferException e) {
      throw malformed("a malformed child of a field", "a field");
    }
  }

  /** A decimal's precision and scale as DataFusion keeps them, in one byte each. */
  static DataType decimal(TypeId id, long precision, long scale) {
    return new DataType.Decimal(id, (int) (precision & 0xff), (byte) scale);
  }

  DataType.Union.Mode mode() {
    int number = (int) in.integer();
    return Refusal.constant(DataType.Union.Mode.values(), number, "union mode");
  }

  /** A member's id in a union, which is a byte that is not negative. */
  static int memberId(int number) {
    byte id = (byte) number;
    if (id < 0) {
      throw malformed("id " + number + " of a union's member", "0 to 127");
    }
    return id;
  }

  private DataType plain(TypeId id) {
    int outer = in.enter();
    in.skipAll();
    in.leave(outer);
    return new DataType.Plain(id);
  }

  private TimeUnit unit() {
    return Refusal.constant(TimeUnit.values(), (int) in.integer(), "time unit");
  }

  private DataType interval() {
    return new DataType.Interval(
        Refusal.constant(IntervalUnit.values(), (int) in.integer(), "interval unit"));
  }

  private DataType timestamp() {
    int outer = in.enter();
    TimeUnit unit = TimeUnit.SECOND;
    String zone = "";
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Timestamp.TIME_UNIT_FIELD_NUMBER -> unit = unit();
        case CommonProto.Timestamp.TIMEZONE_FIELD_NUMBER -> zone = in.string();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new DataType.Timestamp(unit, zone.isEmpty() ? null : zone);
  }

  /** The four widths have the same fields. */
  private DataType decimal(TypeId id) {
    int outer = in.enter();
    long precision = 0;
    long scale = 0;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Decimal128Type.PRECISION_FIELD_NUMBER -> precision = in.integer();
        case CommonProto.Decimal128Type.SCALE_FIELD_NUMBER -> scale = in.integer();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return decimal(id, precision, scale);
  }

  /** All kinds of lists have their item in the same field, one has a size. */
  private DataType list(TypeId id) {
    int outer = in.enter();
    Field item = null;
    int size = 0;
    while (in.next()) {
      if (in.field() == CommonProto.List.FIELD_TYPE_FIELD_NUMBER) {
        item = once(item, field());
      } else if (in.field() == CommonProto.FixedSizeList.LIST_SIZE_FIELD_NUMBER
          && id == TypeId.FIXED_SIZE_LIST) {
        size = (int) in.integer();
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    if (item == null) {
      throw lacks(id.spelling(), "field_type");
    }
    return id == TypeId.FIXED_SIZE_LIST
        ? new DataType.FixedSizeList(item, size)
        : new DataType.ListOf(id, item);
  }

  private DataType struct() {
    int outer = in.enter();
    List<Field> members = new ArrayList<>();
    while (in.next()) {
      if (in.field() == CommonProto.Struct.SUB_FIELD_TYPES_FIELD_NUMBER) {
        members.add(field());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return new DataType.Struct(members);
  }

  private DataType union() {
    int outer = in.enter();
    List<Field> members = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    DataType.Union.Mode mode = DataType.Union.Mode.SPARSE;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Union.UNION_TYPES_FIELD_NUMBER -> members.add(field());
        case CommonProto.Union.UNION_MODE_FIELD_NUMBER -> mode = mode();
        case CommonProto.Union.TYPE_IDS_FIELD_NUMBER -> in.integers(ids);
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (ids.isEmpty()) {
      for (int i = 0; i < members.size(); i++) {
        ids.add(i);
      }
    }
    ids.replaceAll(TypeReader::memberId);
    if (ids.size() != members.size()) {
      throw malformed(ids.size() + " ids of " + members.size() + " members", "one each");
    }
    return new DataType.Union(members, ids, mode);
  }

  private DataType dictionary() {
    int outer = in.enter();
    DataType key = null;
    DataType value = null;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Dictionary.KEY_FIELD_NUMBER -> key = once(key, read());
        case CommonProto.Dictionary.VALUE_FIELD_NUMBER -> value = once(value, read());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (key == null || value == null) {
      throw lacks("Dictionary", key == null ? "key" : "value");
    }
    return new DataType.Dictionary(key, value);
  }

  private DataType map() {
    int outer = in.enter();
    Field entries = null;
    boolean sorted = false;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Map.FIELD_TYPE_FIELD_NUMBER -> entries = once(entries, field());
        case CommonProto.Map.KEYS_SORTED_FIELD_NUMBER -> sorted = in.flag();
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (entries == null) {
      throw lacks("Map", "field_type");
    }
    return new DataType.MapOf(entries, sorted);
  }

  private DataType runEnds() {
    int outer = in.enter();
    Field ends = null;
    Field values = null;
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.RunEndEncoded.RUN_ENDS_FIELD_FIELD_NUMBER -> ends = once(ends, field());
        case CommonProto.RunEndEncoded.VALUES_FIELD_FIELD_NUMBER -> values = once(values, field());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (ends == null || values == null) {
      throw lacks("RunEndEncoded", ends == null ? "run_ends_field" : "values_field");
    }
    return new DataType.RunEndEncoded(ends, values);
  }
}
