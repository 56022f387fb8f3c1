// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/**
 * A field as messages have it: where its values are in a dictionary, with what that says of them.
 *
 * @param children those of values that are not in a dictionary
 * @param dictionary the id of the dictionary; -1 for none
 * @param values what is in the dictionary; null for none
 */
record IpcField(Field field, List<IpcField> children, long dictionary, IpcField values) {
  static IpcField of(org.apache.arrow.vector.types.pojo.Field arrow) {
    List<IpcField> children = arrow.getChildren().stream().map(IpcField::of).toList();
    Map<String, String> metadata = new HashMap<>(arrow.getMetadata());
    metadata.remove(ArrowFields.CARRIED);
    DataType type = ArrowFields.valueType(arrow, children.stream().map(IpcField::field).toList());
    Field field = new Field(arrow.getName(), type, arrow.isNullable(), metadata);
    if (!isWhole(type)) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES,
          "Cannot read column \"%s\": found %s, which is no type"
              .formatted(field.name(), type.id().spelling()));
    }
    DictionaryEncoding encoding = arrow.getDictionary();
    if (encoding == null) {
      requireFlat(field, type instanceof DataType.RunEndEncoded runs ? runs.values().type() : null);
      return new IpcField(field, children, -1, null);
    }
    ArrowType.Int index = encoding.getIndexType();
    DataType key = index == null ? new DataType.Plain(TypeId.INT32) : ArrowFields.integer(index);
    requireFlat(field, type);
    return new IpcField(
        new Field(arrow.getName(), new DataType.Dictionary(key, type), field.nullable(), metadata),
        List.of(),
        encoding.getId(),
        new IpcField(field, children, -1, null));
  }

  /** A few bytes that refer to lists many times would stand for more than any memory. */
  private static void requireFlat(Field field, DataType encoded) {
    if (encoded != null && (encoded.family().isNested() || encoded != encoded.unwrapped())) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot read column \"%s\": found %s in a dictionary or in runs, expected a type without members"
              .formatted(field.name(), encoded));
    }
  }

  /** Whether its parts are what the format says; those inside have been looked at before. */
  private static boolean isWhole(DataType type) {
    if (type instanceof DataType.FixedSizeBinary binary) {
      return binary.size() >= 0;
    }
    if (type instanceof DataType.FixedSizeList list) {
      return list.size() >= 0;
    }
    if (type instanceof DataType.Decimal decimal) {
      return decimal.precision() > 0
          && decimal.precision() <= type.id().maxPrecision()
          && Math.abs(decimal.scale()) <= type.id().maxPrecision();
    }
    if (type instanceof DataType.Time time) {
      return (time.unit().perSecond() > 1_000) == (type.id() == TypeId.TIME64);
    }
    if (type instanceof DataType.MapOf map) {
      return map.entries().type() instanceof DataType.Struct entry && entry.fields().size() == 2;
    }
    if (type instanceof DataType.Union union) {
      return union.ids().stream().filter(id -> id >= 0 && id <= Byte.MAX_VALUE).distinct().count()
          == union.members().size();
    }
    if (type instanceof DataType.RunEndEncoded runs) {
      TypeId ends = runs.runEnds().type().id();
      return ends == TypeId.INT16 || ends == TypeId.INT32 || ends == TypeId.INT64;
    }
    return true;
  }

  DataType type() {
    return field.type();
  }

  /** What is in the dictionary of an id, if this field or one inside it refers to that. */
  IpcField inDictionary(long id) {
    if (dictionary == id && values != null) {
      return values;
    }
    for (IpcField child : children) {
      IpcField found = child.inDictionary(id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
