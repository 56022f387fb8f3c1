// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.expr.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How a result becomes the value of a property. */
final class PropertyValue {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private PropertyValue() {}

  /**
   * A handle from {@link Results} to the class of the property, without boxes for primitives; null
   * if the property can't hold all values of the column.
   */
  static MethodHandle of(int index, Field field, Class<?> property) {
    JavaValues values = JavaValues.of(field.type()).in(property, field.type());
    if (values == null) {
      return null;
    }
    OutputColumn column = new OutputColumn(index, field, values);
    MethodHandle value;
    if (property == boolean.class) {
      value = handle("truth", boolean.class, column);
    } else if (property == float.class || property == double.class) {
      value = handle("fraction", double.class, column);
    } else if (property.isPrimitive()) {
      value = handle("whole", long.class, column);
    } else {
      value = handle("object", Object.class, column);
    }
    return MethodHandles.explicitCastArguments(
        value, MethodType.methodType(property, Results.class));
  }

  private static MethodHandle handle(String method, Class<?> type, OutputColumn column) {
    try {
      return LOOKUP
          .findVirtual(OutputColumn.class, method, MethodType.methodType(type, Results.class))
          .bindTo(column);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
