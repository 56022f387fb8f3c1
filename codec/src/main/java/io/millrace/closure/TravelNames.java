// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * Which classes travel with a function and which are only named, because every receiver has them.
 * Names are internal ones, with slashes.
 */
final class TravelNames {
  /**
   * Of the JVM, of Flink and of Millrace. Those of Arrow stand apart, so that a build which
   * relocates Arrow takes this list along.
   */
  private static final List<String> RESERVED =
      List.of(
          "java/",
          "javax/",
          "jdk/",
          "sun/",
          "com/sun/",
          path("org.apache.flink."),
          path("io.millrace."),
          path("org.apache.arrow."),
          "org/slf4j/");

  private TravelNames() {}

  /** Whether no payload may hold a class of this name. */
  static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith);
  }

  /** Whether a class of this name is taken along. */
  static boolean travels(String name) {
    return !isReserved(name)
        && ClassLoader.getPlatformClassLoader().getResource(name + ".class") == null;
  }

  /** The class of an array's elements, or the class; null for a primitive type. */
  static String element(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    return element.getSort() == Type.OBJECT ? element.getInternalName() : null;
  }

  static String dotted(String name) {
    return name.replace('/', '.');
  }

  private static String path(String prefix) {
    return prefix.replace('.', '/');
  }
}
