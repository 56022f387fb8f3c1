// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values inside values. */
final class NestedForms {
  private NestedForms() {}

  static Object java(List<?> literal, DataType type) {
    List<Object> values = new ArrayList<>(literal.size());
    for (int i = 0; i < literal.size(); i++) {
      DataType member = member(type, i);
      values.add(JavaForm.of(member).toJava(literal.get(i), member));
    }
    return Collections.unmodifiableList(values);
  }

  static Object literal(List<?> java, DataType type) {
    if (type instanceof DataType.Struct struct && struct.fields().size() != java.size()) {
      throw new ArithmeticException(java.size() + " values of a struct");
    }
    if (type instanceof DataType.FixedSizeList fixed && fixed.size() != java.size()) {
      throw new ArithmeticException(java.size() + " values of a list of fixed size");
    }
    List<Object> values = new ArrayList<>(java.size());
    for (int i = 0; i < java.size(); i++) {
      DataType member = member(type, i);
      values.add(JavaForm.of(member).toLiteral(java.get(i), member));
    }
    return Collections.unmodifiableList(values);
  }

  private static DataType member(DataType type, int index) {
    return type instanceof DataType.Struct struct
        ? struct.fields().get(index).type()
        : ((DataType.AnyList) type).item().type();
  }

  static Object map(List<?> entries, DataType.MapOf type) {
    DataType key = part(type, 0);
    DataType value = part(type, 1);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object each : entries) {
      List<?> entry = (List<?>) each;
      map.put(
          JavaForm.of(key).toJava(entry.get(0), key),
          JavaForm.of(value).toJava(entry.get(1), value));
    }
    return Collections.unmodifiableMap(map);
  }

  static Object entries(Map<?, ?> map, DataType.MapOf type) {
    DataType key = part(type, 0);
    DataType value = part(type, 1);
    List<Object> entries = new ArrayList<>(map.size());
    map.forEach(
        (k, v) ->
            entries.add(
                Arrays.asList(
                    JavaForm.of(key).toLiteral(k, key), JavaForm.of(value).toLiteral(v, value))));
    return Collections.unmodifiableList(entries);
  }

  private static DataType part(DataType.MapOf type, int index) {
    List<Field> parts = ((DataType.Struct) type.entries().type()).fields();
    return parts.get(index).type();
  }
}
