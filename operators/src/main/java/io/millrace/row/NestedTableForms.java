// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/** How tables hold lists of any layout, structs and maps: as arrays, rows and maps. */
final class NestedTableForms {
  private NestedTableForms() {}

  static Optional<TableForm> of(DataType type) {
    if (type instanceof DataType.AnyList list) {
      int size = type instanceof DataType.FixedSizeList fixed ? fixed.size() : -1;
      return TableForm.of(list.item().type()).map(item -> list(list.item(), item, size));
    }
    List<Field> fields =
        type instanceof DataType.MapOf map
            ? ((DataType.Struct) map.entries().type()).fields()
            : ((DataType.Struct) type).fields();
    List<TableForm> forms =
        fields.stream().flatMap(field -> TableForm.of(field.type()).stream()).toList();
    if (forms.size() < fields.size()) {
      return Optional.empty();
    }
    if (type instanceof DataType.MapOf) {
      return Optional.of(map(fields, forms.get(0), forms.get(1)));
    }
    boolean distinct = fields.stream().map(Field::name).distinct().count() == fields.size();
    boolean named = fields.stream().noneMatch(field -> field.name().isBlank());
    return distinct && named ? Optional.of(struct(fields, forms)) : Optional.empty();
  }

  private static TableForm list(Field field, TableForm item, int size) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(item.type());
    Class<?> itemClass = LogicalTypeUtils.toInternalConversionClass(item.type());
    return TableForm.form(
        new ArrayType(item.type(field)),
        (List<?> v) -> array(v, item, itemClass),
        (ArrayData v) -> {
          if (size >= 0 && v.size() != size) {
            throw new ArithmeticException();
          }
          return values(v, getter, item);
        });
  }

  /** Flink hands the array itself to who asks for one of that class. */
  private static GenericArrayData array(List<?> values, TableForm item, Class<?> itemClass) {
    Object[] array = (Object[]) Array.newInstance(itemClass, values.size());
    Arrays.setAll(array, i -> item.tableValue(values.get(i)));
    return new GenericArrayData(array);
  }

  private static List<Object> values(
      ArrayData array, ArrayData.ElementGetter getter, TableForm item) {
    Object[] values = new Object[array.size()];
    Arrays.setAll(values, i -> item.literalValue(getter.getElementOrNull(array, i)));
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private static TableForm struct(List<Field> fields, List<TableForm> members) {
    LogicalType[] types = new LogicalType[fields.size()];
    Arrays.setAll(types, i -> members.get(i).type(fields.get(i)));
    RowData.FieldGetter[] getters = new RowData.FieldGetter[types.length];
    Arrays.setAll(getters, i -> RowData.createFieldGetter(types[i].copy(true), i));
    return TableForm.form(
        RowType.of(types, fields.stream().map(Field::name).toArray(String[]::new)),
        (List<?> v) -> {
          GenericRowData row = new GenericRowData(types.length);
          for (int i = 0; i < types.length; i++) {
            row.setField(i, members.get(i).tableValue(v.get(i)));
          }
          return row;
        },
        (RowData v) -> {
          Object[] values = new Object[types.length];
          Arrays.setAll(values, i -> members.get(i).literalValue(getters[i].getFieldOrNull(v)));
          return Collections.unmodifiableList(Arrays.asList(values));
        });
  }

  /** Of a key that is there twice a table keeps the last value. */
  private static TableForm map(List<Field> fields, TableForm key, TableForm value) {
    ArrayData.ElementGetter keys = ArrayData.createElementGetter(key.type());
    ArrayData.ElementGetter values = ArrayData.createElementGetter(value.type());
    return TableForm.form(
        new MapType(key.type(fields.get(0)), value.type(fields.get(1))),
        (List<?> v) -> {
          Map<Object, Object> map = new LinkedHashMap<>();
          for (Object entry : v) {
            List<?> pair = (List<?>) entry;
            map.put(key.tableValue(pair.get(0)), value.tableValue(pair.get(1)));
          }
          return new GenericMapData(map);
        },
        (MapData v) -> {
          List<Object> of = values(v.keyArray(), keys, key);
          if (of.contains(null)) {
            throw new ArithmeticException();
          }
          List<Object> to = values(v.valueArray(), values, value);
          List<Object> entries = new ArrayList<>();
          for (int i = 0; i < of.size(); i++) {
            entries.add(Collections.unmodifiableList(Arrays.asList(of.get(i), to.get(i))));
          }
          return Collections.unmodifiableList(entries);
        });
  }
}
