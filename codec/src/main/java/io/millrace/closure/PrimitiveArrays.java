// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.lang.reflect.Array;

/** Arrays of primitive values: their length, then each value in its width. */
final class PrimitiveArrays {
  private PrimitiveArrays() {}

  static void write(Object array, ByteWriter out) {
    ValueTag tag = tag(array.getClass().getComponentType());
    out.putByte(tag.ordinal());
    int length = Array.getLength(array);
    out.putVarint(length);
    if (array instanceof byte[] bytes) {
      out.putRaw(bytes);
      return;
    }
    int width = width(tag);
    for (int i = 0; i < length; i++) {
      out.putFixed(bits(array, i), width);
    }
  }

  static Object read(ValueTag tag, ByteReader in) {
    int width = width(tag);
    int length = in.takeCount(width);
    if (tag == ValueTag.BYTES) {
      return in.takeRaw(length);
    }
    Object array = Array.newInstance(type(tag), length);
    for (int i = 0; i < length; i++) {
      set(array, i, in.takeFixed(width));
    }
    return array;
  }

  static boolean isOne(ValueTag tag) {
    return tag.compareTo(ValueTag.BYTES) >= 0 && tag.compareTo(ValueTag.BOOLEANS) <= 0;
  }

  private static long bits(Object array, int i) {
    if (array instanceof short[] values) {
      return values[i];
    } else if (array instanceof char[] values) {
      return values[i];
    } else if (array instanceof int[] values) {
      return values[i];
    } else if (array instanceof long[] values) {
      return values[i];
    } else if (array instanceof float[] values) {
      return Float.floatToRawIntBits(values[i]);
    } else if (array instanceof double[] values) {
      return Double.doubleToRawLongBits(values[i]);
    }
    return ((boolean[]) array)[i] ? 1 : 0;
  }

  private static void set(Object array, int i, long bits) {
    if (array instanceof short[] values) {
      values[i] = (short) bits;
    } else if (array instanceof char[] values) {
      values[i] = (char) bits;
    } else if (array instanceof int[] values) {
      values[i] = (int) bits;
    } else if (array instanceof long[] values) {
      values[i] = bits;
    } else if (array instanceof float[] values) {
      values[i] = Float.intBitsToFloat((int) bits);
    } else if (array instanceof double[] values) {
      values[i] = Double.longBitsToDouble(bits);
    } else {
      ((boolean[]) array)[i] = bits != 0;
    }
  }

  private static ValueTag tag(Class<?> type) {
    for (ValueTag each : ValueTag.values()) {
      if (isOne(each) && type(each) == type) {
        return each;
      }
    }
    throw new AssertionError("no primitive type: " + type);
  }

  private static Class<?> type(ValueTag tag) {
    return switch (tag) {
      case BYTES -> byte.class;
      case SHORTS -> short.class;
      case CHARS -> char.class;
      case INTS -> int.class;
      case LONGS -> long.class;
      case FLOATS -> float.class;
      case DOUBLES -> double.class;
      case BOOLEANS -> boolean.class;
      default -> throw new AssertionError("no array: " + tag);
    };
  }

  private static int width(ValueTag tag) {
    return switch (tag) {
      case BYTES, BOOLEANS -> 1;
      case SHORTS, CHARS -> 2;
      case INTS, FLOATS -> 4;
      case LONGS, DOUBLES -> 8;
      default -> throw new AssertionError("no array: " + tag);
    };
  }
}
