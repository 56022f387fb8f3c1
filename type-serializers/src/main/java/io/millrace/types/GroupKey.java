// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What keyed state of rules is kept by: a group of rules and the values of their key, encoded so
 * that equal keys have equal bytes. NULL is a value, NaN equals NaN, −0.0 equals 0.0.
 */
@Internal
public record GroupKey(long group, Bytes key) {
  private static final double NAN = Double.NaN;

  public GroupKey {
    Objects.requireNonNull(key);
  }

  /** Values in {@code Literal}'s Java form. */
  public static GroupKey of(long group, List<Object> values) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(32);
      ValueFormat.write(canonical(values), out);
      return new GroupKey(group, Bytes.wrap(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of the key. */
  public List<Object> values() {
    try {
      List<Object> values = new ArrayList<>();
      Object list = ValueFormat.read(new DataInputDeserializer(key.toArray()));
      values.addAll((List<?>) list);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object canonical(Object value) {
    if (value instanceof Double number) {
      return Double.isNaN(number) ? NAN : number + 0.0;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(canonical(item)));
      return items;
    }
    return value;
  }

  /** Spelled out, because state is spread over tasks by it. */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(group) + key.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupKey that && group == that.group && key.equals(that.key);
  }
}
