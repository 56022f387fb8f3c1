// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Writes what a function captured, kind by kind; a value of any other kind is refused with the way
 * to it. Equal values are equal bytes, whatever order a hash table has. A value that is reached
 * twice is written twice and arrives as two. Tells {@link Reach} which classes it met.
 */
final class ValueWriter {
  private static final List<String> OWN_FORMS =
      List.of("writeObject", "readObject", "readResolve", "writeReplace", "writeExternal");

  private final Reach reach;
  private final ByteWriter out;
  private final int depth;

  ValueWriter(Reach reach, ByteWriter out) {
    this(reach, out, 0);
  }

  private ValueWriter(Reach reach, ByteWriter out, int depth) {
    this.reach = reach;
    this.out = out;
    this.depth = depth;
  }

  /** A lambda, a method reference or an object of a class that travels. */
  void writeFunction(Object function) {
    Optional<SerializedLambda> lambda = LambdaForm.serialized(function);
    if (lambda.isPresent()) {
      writeLambda(function, lambda.get(), "");
    } else {
      writeObject(function, "");
    }
  }

  /**
   * @param way to the value, as a reader would say it
   */
  private void write(Object value, String way) {
    if (depth > reach.limits().of(Limit.CAPTURED_DEPTH)) {
      throw reach
          .limits()
          .exceeded(
              Limit.CAPTURED_DEPTH, ClassArchive.SHIP, way + " is nested deeper, or holds itself");
    }
    if (value == null) {
      tag(ValueTag.NULL);
    } else if (!writeNumber(value) && !writeArray(value, way)) {
      writeOther(value, way);
    }
  }

  private void writeOther(Object value, String way) {
    TimeForm time = TimeForm.of(value);
    if (time != null) {
      tag(ValueTag.TIME);
      out.putByte(time.ordinal());
      out.putText(value.toString());
    } else if (value instanceof Collection<?> collection && CollectionForm.of(collection) != null) {
      writeCollection(collection, CollectionForm.of(collection), way);
    } else if (value instanceof Map<?, ?> map && MapForm.of(map) != null) {
      writeMap(map, MapForm.of(map), way);
    } else if (value instanceof Enum<?> constant) {
      tag(ValueTag.ENUM);
      out.putText(nameOf(constant.getDeclaringClass()));
      out.putText(constant.name());
    } else if (value.getClass().isHidden()) {
      writeLambda(value, LambdaForm.serialized(value).orElseThrow(), way);
    } else if (value instanceof Record) {
      writeRecord(value, way);
    } else if (value instanceof Serializable) {
      writeObject(value, way);
    } else {
      throw unsupported(value, way, "a serializable value");
    }
  }

  private boolean writeNumber(Object value) {
    if (value instanceof Boolean bool) {
      tag(bool ? ValueTag.TRUE : ValueTag.FALSE);
    } else if (value instanceof Byte number) {
      tag(ValueTag.BYTE);
      out.putByte(number);
    } else if (value instanceof Short number) {
      tag(ValueTag.SHORT);
      out.putFixed(number, 2);
    } else if (value instanceof Character character) {
      tag(ValueTag.CHAR);
      out.putFixed(character, 2);
    } else if (value instanceof Integer number) {
      tag(ValueTag.INT);
      out.putSigned(number);
    } else if (value instanceof Long number) {
      tag(ValueTag.LONG);
      out.putSigned(number);
    } else if (value instanceof Float number) {
      tag(ValueTag.FLOAT);
      out.putFixed(Float.floatToRawIntBits(number), 4);
    } else if (value instanceof Double number) {
      tag(ValueTag.DOUBLE);
      out.putFixed(Double.doubleToRawLongBits(number), 8);
    } else if (value instanceof String text) {
      tag(ValueTag.STRING);
      writeText(text);
    } else if (value.getClass() == BigInteger.class) {
      tag(ValueTag.BIG_INTEGER);
      out.putBytes(((BigInteger) value).toByteArray());
    } else if (value.getClass() == BigDecimal.class) {
      tag(ValueTag.BIG_DECIMAL);
      out.putSigned(((BigDecimal) value).scale());
      out.putBytes(((BigDecimal) value).unscaledValue().toByteArray());
    } else {
      return false;
    }
    return true;
  }

  /** Halves of surrogate pairs, too, which UTF-8 would lose. */
  private void writeText(String text) {
    out.putVarint(text.length());
    text.chars().forEach(out::putVarint);
  }

  private boolean writeArray(Object value, String way) {
    Class<?> element = value.getClass().getComponentType();
    if (element == null) {
      return false;
    }
    if (element.isPrimitive()) {
      PrimitiveArrays.write(value, out);
      return true;
    }
    tag(ValueTag.ARRAY);
    out.putText(nameOf(element));
    int length = Array.getLength(value);
    out.putVarint(length);
    for (int i = 0; i < length; i++) {
      within().write(Array.get(value, i), way + ", element " + i);
    }
    return true;
  }

  private void writeCollection(Collection<?> value, CollectionForm form, String way) {
    tag(ValueTag.COLLECTION);
    out.putByte(form.ordinal());
    if (form.isSorted()) {
      within().write(((SortedSet<?>) value).comparator(), way + ", its order");
    }
    List<byte[]> elements = new ArrayList<>();
    for (Object each : value) {
      elements.add(apart(each, way + ", element " + elements.size()));
    }
    writeAll(elements, form.isUnordered());
  }

  private void writeMap(Map<?, ?> value, MapForm form, String way) {
    tag(ValueTag.MAP);
    out.putByte(form.ordinal());
    if (form.isSorted()) {
      within().write(((SortedMap<?, ?>) value).comparator(), way + ", its order");
    }
    List<byte[]> entries = new ArrayList<>();
    value.forEach(
        (key, mapped) -> {
          ByteWriter entry = new ByteWriter();
          entry.putRaw(apart(key, way + ", a key"));
          entry.putRaw(apart(mapped, way + ", the value of a key"));
          entries.add(entry.toByteArray());
        });
    writeAll(entries, form.isUnordered());
  }

  private void writeAll(List<byte[]> parts, boolean isUnordered) {
    if (isUnordered) {
      parts.sort(Arrays::compareUnsigned);
    }
    out.putVarint(parts.size());
    parts.forEach(out::putRaw);
  }

  private byte[] apart(Object value, String way) {
    ByteWriter part = new ByteWriter();
    new ValueWriter(reach, part, depth + 1).write(value, way);
    return part.toByteArray();
  }

  private void writeRecord(Object value, String way) {
    Class<?> type = value.getClass();
    tag(ValueTag.RECORD);
    out.putText(nameOf(type));
    RecordComponent[] components = type.getRecordComponents();
    StringBuilder constructor = new StringBuilder("(");
    out.putVarint(components.length);
    for (RecordComponent each : components) {
      constructor.append(each.getType().descriptorString());
      Method accessor = each.getAccessor();
      within().write(valueOf(accessor, value), way + ", component " + each.getName());
    }
    String name = type.getName().replace('.', '/');
    reach.reach(
        new Reference(Reference.Kind.METHOD, name, "<init>", constructor.append(")V").toString()));
  }

  private void writeObject(Object value, String way) {
    tag(ValueTag.OBJECT);
    List<Class<?>> line = new ArrayList<>();
    for (Class<?> each = value.getClass(); each != Object.class; each = each.getSuperclass()) {
      requirePlain(value, each, way);
      line.add(each);
    }
    out.putText(nameOf(value.getClass()));
    out.putVarint(line.size());
    for (Class<?> each : line) {
      List<Field> fields = fields(each);
      out.putVarint(fields.size());
      for (Field field : fields) {
        out.putText(field.getName());
        String name = "field " + field.getName() + " of " + each.getName();
        within().write(valueOf(field, value), way.isEmpty() ? name : way + ", " + name);
      }
    }
  }

  /** Those that travel, by name. */
  private List<Field> fields(Class<?> type) {
    String owner = type.getName().replace('.', '/');
    return Arrays.stream(type.getDeclaredFields())
        .filter(each -> !Modifier.isStatic(each.getModifiers()))
        .filter(each -> !Modifier.isTransient(each.getModifiers()))
        // The object around it, which every inner class has and few use.
        .filter(
            each ->
                !each.isSynthetic()
                    || !each.getName().startsWith("this$")
                    || reach.isFieldRead(owner, each.getName() + each.getType().descriptorString()))
        .sorted(Comparator.comparing(Field::getName))
        .toList();
  }

  private void requirePlain(Object value, Class<?> type, String way) {
    if (reach.reachObject(type) == null) {
      throw unsupported(value, way, "a value of a kind that travels");
    }
    for (Method each : type.getDeclaredMethods()) {
      if (OWN_FORMS.contains(each.getName()) && !each.isSynthetic()) {
        throw unsupported(value, way, "a class without " + each.getName());
      }
    }
  }

  private void writeLambda(Object value, SerializedLambda lambda, String way) {
    reach.from(value.getClass().getClassLoader());
    LambdaForm form = LambdaForm.of(lambda);
    new LambdaReach(reach, form).follow();
    tag(ValueTag.LAMBDA);
    form.write(out);
    int count = lambda.getCapturedArgCount();
    out.putVarint(count);
    for (int i = 0; i < count; i++) {
      String variable = LambdaReach.variable(reach, form, i);
      within().write(lambda.getCapturedArg(i), way.isEmpty() ? variable : way + ", " + variable);
    }
  }

  /** Dotted, as {@link Class#forName} takes it, of a class that goes along or that all have. */
  private String nameOf(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (!element.isPrimitive()) {
      reach.reachObject(element);
    }
    return type.getName();
  }

  private ValueWriter within() {
    return new ValueWriter(reach, out, depth + 1);
  }

  private void tag(ValueTag tag) {
    out.putByte(tag.ordinal());
  }

  private static Object valueOf(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException | RuntimeException e) {
      throw Reach.refused("field " + field.getName() + " can't be read: " + e);
    }
  }

  private static Object valueOf(Method accessor, Object owner) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (InvocationTargetException | IllegalAccessException | RuntimeException e) {
      throw Reach.refused("component " + accessor.getName() + " can't be read: " + e);
    }
  }

  private static RuntimeException unsupported(Object value, String way, String expected) {
    String name = value.getClass().getName();
    return Reach.refused(
        (way.isEmpty() ? "an object of " + name : way + " is " + name) + ", expected " + expected);
  }
}
