// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.Cells;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.RowTypeInfo;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;

/** Lists, structs and maps in the forms that Java users have for them. */
final class NestedValues {
  private NestedValues() {}

  static TypeInformation<?> array(DataType list) {
    return Types.OBJECT_ARRAY(typeInformation(((DataType.AnyList) list).item()));
  }

  static TypeInformation<?> row(DataType struct) {
    List<Field> fields = ((DataType.Struct) struct).fields();
    return new RowTypeInfo(
        fields.stream().map(NestedValues::typeInformation).toArray(TypeInformation<?>[]::new),
        fields.stream().map(Field::name).toArray(String[]::new));
  }

  static TypeInformation<?> map(DataType map) {
    List<Field> entry = entry(map);
    return Types.MAP(typeInformation(entry.get(0)), typeInformation(entry.get(1)));
  }

  private static TypeInformation<?> typeInformation(Field field) {
    DataType type = field.type().unwrapped();
    return JavaValues.of(type).typeInformation(type);
  }

  private static List<Field> entry(DataType map) {
    return ((DataType.Struct) ((DataType.MapOf) map).entries().type()).fields();
  }

  /** Of an array, of objects or primitives, or of a collection. */
  static void writeList(Object value, DataType type, CellSink cell) {
    DataType.AnyList list = (DataType.AnyList) type;
    Writer writer = new Writer(list.item());
    List<Object> literals = new ArrayList<>();
    if (value instanceof Collection<?> all) {
      all.forEach(each -> literals.add(writer.literal(each)));
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        literals.add(writer.literal(Array.get(value, i)));
      }
    } else {
      throw new ClassCastException();
    }
    if (list instanceof DataType.FixedSizeList fixed && fixed.size() != literals.size()) {
      throw new ArithmeticException();
    }
    cell.set(Collections.unmodifiableList(literals));
  }

  static List<Object> readList(RowValue value, DataType type) {
    Reader reader = new Reader(((DataType.AnyList) type).item());
    List<Object> all = new ArrayList<>();
    literals(value, type).forEach(literal -> all.add(reader.value(literal)));
    return all;
  }

  static Object[] readArray(RowValue value, DataType type) {
    List<Object> all = readList(value, type);
    Class<?> item = typeInformation(((DataType.AnyList) type).item()).getTypeClass();
    return all.toArray((Object[]) Array.newInstance(item, all.size()));
  }

  /** Of a row: by name where it has names, else by position. */
  static void writeStruct(Object value, DataType type, CellSink cell) {
    Row row = (Row) value;
    List<Field> fields = ((DataType.Struct) type).fields();
    boolean named = row.getFieldNames(true) != null;
    if (!named && row.getArity() != fields.size()) {
      throw new ArithmeticException();
    }
    Object[] literals = new Object[fields.size()];
    for (int i = 0; i < literals.length; i++) {
      Object member = named ? row.getField(fields.get(i).name()) : row.getField(i);
      literals[i] = new Writer(fields.get(i)).literal(member);
    }
    cell.set(Collections.unmodifiableList(Arrays.asList(literals)));
  }

  static Row readStruct(RowValue value, DataType type) {
    List<Field> fields = ((DataType.Struct) type).fields();
    List<?> literals = literals(value, type);
    Object[] values = new Object[fields.size()];
    LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      values[i] = new Reader(fields.get(i)).value(literals.get(i));
      positions.put(fields.get(i).name(), i);
    }
    return RowUtils.createRowWithNamedPositions(RowKind.INSERT, values, positions);
  }

  static void writeMap(Object value, DataType type, CellSink cell) {
    List<Field> entry = entry(type);
    Writer key = new Writer(entry.get(0));
    Writer to = new Writer(entry.get(1));
    List<Object> literals = new ArrayList<>();
    for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
      Object literal = key.literal(each.getKey());
      if (literal == null) {
        throw new ArithmeticException();
      }
      literals.add(
          Collections.unmodifiableList(Arrays.asList(literal, to.literal(each.getValue()))));
    }
    cell.set(Collections.unmodifiableList(literals));
  }

  /** In the order of the entries; of a key that is there twice it has the last value. */
  static Map<Object, Object> readMap(RowValue value, DataType type) {
    List<Field> entry = entry(type);
    Reader key = new Reader(entry.get(0));
    Reader to = new Reader(entry.get(1));
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object each : literals(value, type)) {
      List<?> pair = (List<?>) each;
      map.put(key.value(pair.get(0)), to.value(pair.get(1)));
    }
    return map;
  }

  private static List<?> literals(RowValue value, DataType type) {
    return (List<?>) Cells.view(value.getBlock(), 0, type);
  }

  /** Java's form of members to that of literals. */
  private static final class Writer {
    private final DataType type;
    private final JavaValues values;
    private final LiteralSink sink;

    Writer(Field field) {
      type = field.type().unwrapped();
      values = JavaValues.of(type);
      sink = new LiteralSink(type);
    }

    Object literal(Object value) {
      if (value == null) {
        return null;
      }
      values.write(value, type, sink);
      return sink.value();
    }
  }

  /** And back. */
  private static final class Reader {
    private final DataType type;
    private final JavaValues values;
    private final LiteralValue cell;

    Reader(Field field) {
      type = field.type().unwrapped();
      values = JavaValues.of(type);
      cell = new LiteralValue(type);
    }

    Object value(Object literal) {
      return literal == null ? null : values.read(cell.set(literal), type);
    }
  }
}
