// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import io.millrace.Limits;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads what {@link ValueWriter} wrote. Makes objects of classes that travel only, besides the
 * values that have a form of their own here: no class of the class path is made because bytes ask
 * for it.
 */
final class ValueReader {
  private final ByteReader in;
  private final ClosureLoader loader;
  private final Limits limits;
  private int depth;

  ValueReader(ByteReader in, ClosureLoader loader, Limits limits) {
    this.in = in;
    this.loader = loader;
    this.limits = limits;
  }

  Object readFunction() throws ReflectiveOperationException {
    ValueTag tag = ValueTag.of(in.takeByte());
    if (tag != ValueTag.LAMBDA && tag != ValueTag.OBJECT) {
      throw ByteReader.malformed("a value of kind " + tag);
    }
    Object function = tag == ValueTag.LAMBDA ? lambda() : object();
    in.requireEnd();
    return function;
  }

  private Object read() throws ReflectiveOperationException {
    if (++depth > limits.of(Limit.CAPTURED_DEPTH)) {
      throw limits.exceeded(Limit.CAPTURED_DEPTH, ClassArchive.READ, "values nested deeper");
    }
    Object value = read(ValueTag.of(in.takeByte()));
    depth--;
    return value;
  }

  private Object read(ValueTag tag) throws ReflectiveOperationException {
    return switch (tag) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case BYTE -> (byte) in.takeByte();
      case SHORT -> (short) in.takeFixed(2);
      case CHAR -> (char) in.takeFixed(2);
      case INT -> (int) in.takeSigned();
      case LONG -> in.takeSigned();
      case FLOAT -> Float.intBitsToFloat((int) in.takeFixed(4));
      case DOUBLE -> Double.longBitsToDouble(in.takeFixed(8));
      case STRING -> text();
      case BIG_INTEGER -> new BigInteger(in.takeBytes());
      case BIG_DECIMAL -> {
        int scale = Math.toIntExact(in.takeSigned());
        yield new BigDecimal(new BigInteger(in.takeBytes()), scale);
      }
      case TIME -> TimeForm.of(in.takeByte()).parse(in.takeText());
      case BYTES, SHORTS, CHARS, INTS, LONGS, FLOATS, DOUBLES, BOOLEANS ->
          PrimitiveArrays.read(tag, in);
      case ARRAY -> array();
      case COLLECTION -> collection();
      case MAP -> map();
      case ENUM -> constant();
      case RECORD -> record();
      case OBJECT -> object();
      case LAMBDA -> lambda();
    };
  }

  private String text() {
    char[] text = new char[in.takeCount(1)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) in.takeVarint();
    }
    return new String(text);
  }

  private Object array() throws ReflectiveOperationException {
    Class<?> element = type();
    int length = in.takeCount(1);
    Object array = Array.newInstance(element, length);
    for (int i = 0; i < length; i++) {
      Array.set(array, i, read());
    }
    return array;
  }

  private Object collection() throws ReflectiveOperationException {
    CollectionForm form = CollectionForm.of(in.takeByte());
    Comparator<Object> order = form.isSorted() ? order() : null;
    int count = in.takeCount(1);
    List<Object> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(read());
    }
    return form.make(elements, order);
  }

  private Object map() throws ReflectiveOperationException {
    MapForm form = MapForm.of(in.takeByte());
    Comparator<Object> order = form.isSorted() ? order() : null;
    int count = in.takeCount(2);
    LinkedHashMap<Object, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Object key = read();
      entries.put(key, read());
    }
    return form.make(entries, order);
  }

  @SuppressWarnings("unchecked")
  private Comparator<Object> order() throws ReflectiveOperationException {
    return (Comparator<Object>) read();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Object constant() throws ReflectiveOperationException {
    Class<?> type = type();
    String name = in.takeText();
    if (!type.isEnum()) {
      throw ByteReader.malformed("a constant of " + type.getName() + ", which is no enum");
    }
    return Enum.valueOf((Class) type, name);
  }

  private Object record() throws ReflectiveOperationException {
    Class<?> type = own();
    int count = in.takeCount(1);
    RecordComponent[] components = type.getRecordComponents();
    if (components == null || components.length != count) {
      throw ByteReader.malformed(count + " components of " + type.getName());
    }
    MethodType form =
        MethodType.methodType(
            void.class,
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = read();
    }
    return invoke(privately(type).findConstructor(type, form), values);
  }

  private Object object() throws ReflectiveOperationException {
    Class<?> type = own();
    MethodType form = MethodType.methodType(void.class, Blank.class);
    Object object = invoke(privately(type).findConstructor(type, form), new Object[] {null});
    int classes = in.takeCount(1);
    Class<?> declaring = type;
    for (int i = 0; i < classes; i++) {
      if (declaring == Object.class) {
        throw ByteReader.malformed(classes + " ancestors of " + type.getName());
      }
      int fields = in.takeCount(2);
      for (int j = 0; j < fields; j++) {
        Field field = declaring.getDeclaredField(in.takeText());
        if (Modifier.isStatic(field.getModifiers())) {
          throw ByteReader.malformed("a value of the static field " + field.getName());
        }
        field.setAccessible(true);
        field.set(object, read());
      }
      declaring = declaring.getSuperclass();
    }
    return object;
  }

  private Object lambda() throws ReflectiveOperationException {
    LambdaForm form = LambdaForm.read(in);
    Object[] captured = new Object[in.takeCount(1)];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = read();
    }
    return invoke(loader.lambda(form, captured.length), captured);
  }

  private Class<?> type() throws ClassNotFoundException {
    String name = in.takeText();
    return Class.forName(name, false, loader);
  }

  private Class<?> own() throws ClassNotFoundException {
    Class<?> type = type();
    if (type.getClassLoader() != loader) {
      throw ByteReader.malformed("an object of " + type.getName() + ", which did not come along");
    }
    return type;
  }

  private static MethodHandles.Lookup privately(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static Object invoke(MethodHandle maker, Object[] values)
      throws ReflectiveOperationException {
    try {
      return maker.invokeWithArguments(values);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }
}
