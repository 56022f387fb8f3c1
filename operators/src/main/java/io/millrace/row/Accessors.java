// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.function.Closest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The properties of a class, by reflection, and the handles that get and set them. */
final class Accessors {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private Accessors() {}

  /** Name and type of what can be read, in order of declaration, those of a superclass first. */
  static Map<String, Class<?>> of(Class<?> type) {
    Map<String, Class<?>> properties = new LinkedHashMap<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        properties.put(component.getName(), component.getType());
      }
      return properties;
    }
    if (type.getSuperclass() != null) {
      properties.putAll(of(type.getSuperclass()));
    }
    for (Field field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      boolean kept =
          !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !field.isSynthetic();
      if (kept && (Modifier.isPublic(modifiers) || getting(type, field.getName()) != null)) {
        properties.put(field.getName(), field.getType());
      }
    }
    return properties;
  }

  /** Throws where there is no such property, or none that may be called. */
  static MethodHandle getter(Class<?> type, String name) {
    try {
      Field field = field(type, name);
      if (field != null) {
        return LOOKUP.unreflectGetter(field);
      }
      Method method = getting(type, name);
      if (method != null) {
        return LOOKUP.unreflect(method);
      }
    } catch (IllegalAccessException e) {
      throw notPublic("read column \"" + name + "\"", type, e);
    }
    throw unknown("read", "getter", type, name, of(type).keySet());
  }

  /** All that can set a property, best first: the field, then setters. Throws if nothing can. */
  static List<MethodHandle> setters(Class<?> type, String name) {
    List<MethodHandle> setters = new ArrayList<>();
    try {
      Field field = field(type, name);
      if (field != null && !Modifier.isFinal(field.getModifiers())) {
        setters.add(LOOKUP.unreflectSetter(field));
      }
      for (Method method : setting(type, name)) {
        setters.add(LOOKUP.unreflect(method));
      }
    } catch (IllegalAccessException e) {
      throw notPublic("write column \"" + name + "\"", type, e);
    }
    if (setters.isEmpty()) {
      throw unknown("write", "setter", type, name, settable(type));
    }
    return setters;
  }

  /** Of a record with all components; else without arguments. */
  static MethodHandle constructor(Class<?> type) {
    Class<?>[] arguments =
        type.isRecord()
            ? Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new)
            : new Class<?>[0];
    try {
      if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
        return LOOKUP.unreflectConstructor(type.getConstructor(arguments));
      }
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw notMade(type, e);
    }
    throw notMade(type, null);
  }

  private static MillraceException notMade(Class<?> type, Exception cause) {
    return new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE,
        "Cannot make objects of "
            + type.getName()
            + ": no public class with a public constructor, expected a record, or a class whose"
            + " constructor takes no arguments",
        cause);
  }

  private static Field field(Class<?> type, String name) {
    for (Field field : type.getFields()) {
      if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
        return field;
      }
    }
    return null;
  }

  private static Method getting(Class<?> type, String name) {
    List<String> names =
        type.isRecord() ? List.of(name) : List.of("get" + capital(name), "is" + capital(name));
    for (Method method : type.getMethods()) {
      if (names.contains(method.getName())
          && method.getParameterCount() == 0
          && method.getReturnType() != void.class
          && !Modifier.isStatic(method.getModifiers())
          && !method.isBridge()) {
        return method;
      }
    }
    return null;
  }

  /** In an order that does not depend on the JVM. */
  private static List<Method> setting(Class<?> type, String name) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals("set" + capital(name)) && isSetter(method))
        .sorted(Comparator.comparing(method -> method.getParameterTypes()[0].getName()))
        .toList();
  }

  private static boolean isSetter(Method method) {
    return method.getParameterCount() == 1
        && !Modifier.isStatic(method.getModifiers())
        && !method.isBridge();
  }

  private static Collection<String> settable(Class<?> type) {
    Collection<String> names = new TreeSet<>();
    Stream.of(type.getFields()).map(Field::getName).forEach(names::add);
    Stream.of(type.getMethods())
        .filter(method -> method.getName().matches("set.+") && isSetter(method))
        .map(method -> method.getName().substring(3))
        .forEach(
            name -> names.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
    return names;
  }

  private static String capital(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static MillraceException notPublic(String what, Class<?> type, Exception cause) {
    return new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE,
        "Cannot " + what + ": " + type.getName() + " is not public",
        cause);
  }

  static MillraceException unknown(
      String verb, String accessor, Class<?> type, String name, Collection<String> known) {
    String hint =
        Closest.to(name, known).map(other -> ", did you mean '" + other + "'?").orElse("");
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot %s column \"%s\": no public field or %s of that name in %s%s"
            .formatted(verb, name, accessor, type.getName(), hint));
  }
}
