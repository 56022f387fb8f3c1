// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.EvaluationError;
import io.millrace.expr.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How a result becomes the value of a property. */
final class PropertyValue {
  private PropertyValue() {}

  /**
   * A handle without arguments that gives the class of the property, without boxes for primitives;
   * null if the property can't hold all values of the column. One for a primitive throws {@link
   * EvaluationError} where there is no value.
   */
  static MethodHandle of(Result result, Field field, Class<?> property) {
    JavaForm form = JavaForm.of(field.type(), property);
    if (form == null) {
      return null;
    }
    MethodHandle value =
        property.isPrimitive()
            ? primitive(result.orThrow(), field, property)
            : object(new OutputColumn(result, field, form));
    return MethodHandles.explicitCastArguments(value, MethodType.methodType(property));
  }

  private static MethodHandle object(OutputColumn column) {
    MethodHandle value =
        FusedSteps.step(OutputColumn.class, "object", MethodType.genericMethodType(0), column);
    return column.result().then(value, MethodHandles.constant(Object.class, null));
  }

  private static MethodHandle primitive(Result result, Field field, Class<?> property) {
    MethodHandle value;
    if (property == boolean.class) {
      value = result.value("getBoolean", boolean.class);
    } else if (property == float.class || property == double.class) {
      value = result.value("getDouble", double.class);
    } else {
      value = result.value("getLong", long.class);
    }
    EvaluationError absence =
        new EvaluationError(
            "Cannot write column \"%s\": the result is NULL, expected a value, as its property is a"
                    .formatted(field.name())
                + " primitive "
                + property.getName());
    MethodHandle absent =
        MethodHandles.throwException(value.type().returnType(), EvaluationError.class);
    return result.then(value, absent.bindTo(absence));
  }
}
