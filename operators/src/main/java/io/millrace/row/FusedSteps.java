// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Makes one method of the steps of a row. A loop over the steps would call each through a
 * megamorphic site; one method handle that calls them all, held by a class of its own, is a
 * constant to the JIT, which compiles all steps in one piece.
 */
final class FusedSteps {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private FusedSteps() {}

  /** Runs handles of the same type without a result, in their order. */
  static MethodHandle inOrder(MethodType type, List<MethodHandle> steps) {
    return switch (steps.size()) {
      case 0 -> MethodHandles.empty(type);
      case 1 -> steps.get(0);
      default -> {
        int half = steps.size() / 2;
        MethodHandle first = inOrder(type, steps.subList(0, half));
        MethodHandle second = inOrder(type, steps.subList(half, steps.size()));
        yield MethodHandles.foldArguments(second, first);
      }
    };
  }

  /** The one method of a functional interface of this package, as the object has it. */
  static MethodHandle step(Class<?> shape, String method, MethodType type, Object step) {
    try {
      return LOOKUP.findVirtual(shape, method, type).bindTo(step);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * An object of a copy of the class, whose class data is the handle.
   *
   * @param arguments of its one constructor
   */
  static Object copy(Class<?> template, MethodHandle handle, Object... arguments) {
    String name = template.getName().substring(template.getName().lastIndexOf('.') + 1);
    try (InputStream in = template.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new AssertionError("class file is missing: " + name);
      }
      return LOOKUP
          .defineHiddenClassWithClassData(in.readAllBytes(), handle, false)
          .lookupClass()
          .getDeclaredConstructors()[0]
          .newInstance(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The class data of a copy; null in the class that is copied. */
  static MethodHandle classData(MethodHandles.Lookup copy) {
    try {
      return MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, MethodHandle.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
