// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.RowValue;
import io.millrace.expr.DataType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How Java users have the values of one column: {@link JavaValues}, and what {@link NestedForms}
 * makes of them. Confined to one thread.
 */
record JavaForm(TypeInformation<?> typeInformation, Writing writing, Reading reading) {
  /**
   * Writes a value that is not null. Throws {@code ClassCastException} for what is of no class that
   * fits, and what {@link InputColumn} takes for values out of range.
   */
  interface Writing {
    void write(Object value, CellSink cell);
  }

  /** A value that is not null, in the form of Java. */
  interface Reading {
    Object read(RowValue value);
  }

  /** Refuses types that Java users have no form for. */
  static JavaForm of(DataType column) {
    DataType type = column.unwrapped();
    return NestedForms.of(type).orElseGet(() -> plain(JavaValues.of(type), type));
  }

  /** For a property of that class; null if it does not hold all values of the type. */
  static JavaForm of(DataType column, Class<?> property) {
    DataType type = column.unwrapped();
    JavaForm nested = NestedForms.of(type, property).orElse(null);
    if (nested != null) {
      Class<?> held = nested.typeInformation.getTypeClass();
      return property.isAssignableFrom(held) ? nested : null;
    }
    JavaValues values = JavaValues.of(type).in(property, type);
    return values == null ? null : plain(values, type);
  }

  private static JavaForm plain(JavaValues values, DataType type) {
    return new JavaForm(
        values.typeInformation(),
        (value, cell) -> values.write(value, type, cell),
        value -> values.read(value, type));
  }
}
