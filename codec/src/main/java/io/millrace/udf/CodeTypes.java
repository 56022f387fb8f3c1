// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The types of typed code: of a lambda those with which it was instantiated, which its serialized
 * form says, of an object those that its class says of the interface.
 */
record CodeTypes(List<DataType> arguments, DataType result) {
  static CodeTypes of(String name, ScalarFunction code) {
    List<Class<?>> classes = code.getClass().isSynthetic() ? ofLambda(code) : ofClass(code);
    List<DataType> types = new ArrayList<>();
    for (Class<?> each : classes) {
      DataType type = JavaForm.standard(each);
      if (type == null) {
        throw new MillraceException(
            ErrorCode.TYPE_MISMATCH,
            "Cannot define function '"
                + name
                + "': found code over "
                + each.getName()
                + ", expected a class that stands for one type, or types that are said (ofRow)");
      }
      types.add(type);
    }
    int last = types.size() - 1;
    return new CodeTypes(types.subList(0, last), types.get(last));
  }

  /** How many arguments the code takes; -1 if any number. */
  static int arity(ScalarFunction code) {
    if (code instanceof ScalarFunction.Of0) {
      return 0;
    } else if (code instanceof ScalarFunction.Of1) {
      return 1;
    } else if (code instanceof ScalarFunction.Of2) {
      return 2;
    } else if (code instanceof ScalarFunction.Of3) {
      return 3;
    } else if (code instanceof ScalarFunction.Of4) {
      return 4;
    }
    return code instanceof ScalarFunction.Of5 ? 5 : -1;
  }

  /** Arguments, then the result. */
  private static List<Class<?>> ofLambda(ScalarFunction code) {
    try {
      Method replace = code.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      SerializedLambda form = (SerializedLambda) replace.invoke(code);
      MethodType type =
          MethodType.fromMethodDescriptorString(
              form.getInstantiatedMethodType(), code.getClass().getClassLoader());
      List<Class<?>> classes = new ArrayList<>(type.parameterList());
      classes.add(type.returnType());
      return classes;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read the types of lambda " + code.getClass(), e);
    }
  }

  private static List<Class<?>> ofClass(ScalarFunction code) {
    for (Class<?> at = code.getClass(); at != null; at = at.getSuperclass()) {
      for (Type face : at.getGenericInterfaces()) {
        if (face instanceof ParameterizedType typed
            && typed.getRawType() instanceof Class<?> raw
            && ScalarFunction.class.isAssignableFrom(raw)) {
          return Arrays.stream(typed.getActualTypeArguments())
              .<Class<?>>map(each -> each instanceof Class<?> known ? known : Object.class)
              .toList();
        }
      }
    }
    return List.of(Object.class);
  }
}
