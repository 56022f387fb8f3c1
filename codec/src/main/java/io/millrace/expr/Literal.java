// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A constant of any type. The {@link #value} is null for SQL's NULL, else by type:
 *
 * <ul>
 *   <li>booleans: {@link Boolean}
 *   <li>integers, dates, times, timestamps, durations, year-month intervals: {@link Long} in the
 *       type's own unit (UInt64: the 64 bits); day-time intervals: days in the upper 32 bits,
 *       milliseconds in the lower
 *   <li>floats of any width: {@link Double}
 *   <li>decimals of any width: {@link java.math.BigInteger}, unscaled
 *   <li>text of any layout: {@link String}; binary of any layout: {@link Bytes}
 *   <li>month-day-nano intervals: {@link Interval}
 *   <li>lists of any kind: {@link java.util.List} of values; structs: {@link java.util.List} of
 *       values in the order of the fields; maps: {@link java.util.List} of two-element lists;
 *       unions: a two-element list of the member's id (a Long) and its value; dictionaries and
 *       run-end encodings: the value itself. Inside these lists a null stands for NULL.
 * </ul>
 *
 * The {@link #source} of a nested literal is the encoded message it came from: Arrow IPC is not
 * canonical, so the bytes are kept for re-encoding. They take no part in equality or hash.
 */
@PublicEvolving
public record Literal(DataType type, Object value, Bytes source) {
  public static final Literal NULL = new Literal(DataType.NULL, null);
  public static final Literal TRUE = new Literal(DataType.BOOLEAN, true);
  public static final Literal FALSE = new Literal(DataType.BOOLEAN, false);

  public Literal {
    Objects.requireNonNull(type);
    value = frozen(value);
  }

  public Literal(DataType type, Object value) {
    this(type, value, null);
  }

  public static Literal of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public static Literal of(long value) {
    return new Literal(DataType.INT64, value);
  }

  public static Literal of(double value) {
    return new Literal(DataType.FLOAT64, value);
  }

  public static Literal of(String value) {
    return new Literal(DataType.UTF8, Objects.requireNonNull(value));
  }

  public boolean isNull() {
    return value == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Literal that
        && type.equals(that.type)
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Objects.hashCode(value);
  }

  /** Lists may hold nulls, so they are copied and wrapped instead of {@code List.copyOf}. */
  private static Object frozen(Object value) {
    if (!(value instanceof List<?> values)) {
      return value;
    }
    List<Object> copy = new ArrayList<>(values.size());
    values.forEach(item -> copy.add(frozen(item)));
    return Collections.unmodifiableList(copy);
  }
}
