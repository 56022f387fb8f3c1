// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * For some aggregate calls of a group a list of values each, in {@code Literal}'s Java form: the
 * arguments of a row, or the state of an accumulator. A call goes by its slot, a number that is
 * given once, so nothing that is kept says anything of calls that came later. Immutable.
 */
@Internal
public final class SlotValues {
  public static final SlotValues EMPTY = new SlotValues(new long[0], List.of());

  private final long[] slots;
  private final List<List<Object>> values;

  private SlotValues(long[] slots, List<List<Object>> values) {
    this.slots = slots;
    this.values = values;
  }

  public int size() {
    return slots.length;
  }

  /** Slots grow with {@code index}. */
  public long slot(int index) {
    return slots[index];
  }

  public List<Object> values(int index) {
    return values.get(index);
  }

  /** Null for a call that is not there. */
  public List<Object> of(long slot) {
    int index = Arrays.binarySearch(slots, slot);
    return index < 0 ? null : values.get(index);
  }

  /** Takes values in the order of their slots. */
  public static final class Builder {
    private long[] slots;
    private final List<List<Object>> values;

    /**
     * @param most that are expected
     */
    public Builder(int most) {
      slots = new long[most];
      values = new ArrayList<>(most);
    }

    /**
     * @param list is not changed any more
     */
    public void add(long slot, List<Object> list) {
      int size = values.size();
      if (size > 0 && slots[size - 1] >= slot) {
        throw new IllegalArgumentException(
            "Cannot add slot " + slot + ": after " + slots[size - 1] + ", expected a higher one");
      }
      if (size == slots.length) {
        slots = Arrays.copyOf(slots, Math.max(4, 2 * size));
      }
      slots[size] = slot;
      values.add(Collections.unmodifiableList(list));
    }

    public SlotValues build() {
      return values.isEmpty() ? EMPTY : new SlotValues(Arrays.copyOf(slots, values.size()), values);
    }
  }

  /** How many, then for each its slot and its values in {@link ValueFormat}. */
  void write(DataOutputView out) throws IOException {
    ValueFormat.writeLong(slots.length, out);
    for (int i = 0; i < slots.length; i++) {
      ValueFormat.writeLong(slots[i], out);
      ValueFormat.write(values.get(i), out);
    }
  }

  static SlotValues read(DataInputView in) throws IOException {
    long count = ValueFormat.readLong(in);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("Cannot read slots: " + count + " of them");
    }
    Builder read = new Builder((int) Math.min(count, 1024));
    long before = Long.MIN_VALUE;
    for (long i = 0; i < count; i++) {
      long slot = ValueFormat.readLong(in);
      if (slot <= before || !(ValueFormat.read(in) instanceof List<?> list)) {
        throw new IOException("Cannot read slots: " + slot + " after " + before);
      }
      before = slot;
      read.add(slot, new ArrayList<>(list));
    }
    return read.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotValues that
        && Arrays.equals(slots, that.slots)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(slots) + values.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < slots.length; i++) {
      text.append(i == 0 ? "" : ", ").append(slots[i]).append('=').append(values.get(i));
    }
    return text.append('}').toString();
  }
}
