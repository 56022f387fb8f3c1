// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Classes like others, each known to the JIT as another. */
final class Copies {
  private Copies() {}

  /** The one constructor of a hidden class that is defined of the class file of a template. */
  static Constructor<?> copy(Class<?> template, Object classData) {
    String file = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = template.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("class file is missing: " + file);
      }
      return MethodHandles.lookup()
          .defineHiddenClassWithClassData(in.readAllBytes(), classData, false)
          .lookupClass()
          .getDeclaredConstructors()[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** What a class was copied for; null in a class that was not copied. */
  static <T> T classData(MethodHandles.Lookup copy, Class<T> type) {
    try {
      return MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, type);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static Object make(Constructor<?> constructor, Object... args) {
    try {
      return constructor.newInstance(args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
