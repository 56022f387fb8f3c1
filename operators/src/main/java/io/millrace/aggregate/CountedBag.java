// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.HeldBytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Each value once, with how often it is there: less often than never where it went from here and
 * came to another bag, with which this one is merged later.
 */
final class CountedBag implements Bag {
  private final Map<Object, Long> counts;
  private long bytes;

  /** How many values are there less often than never. */
  private long owed;

  /**
   * @param counts empty; its order is that of the values
   */
  CountedBag(Map<Object, Long> counts) {
    this.counts = counts;
  }

  @Override
  public void add(Object value) {
    add(value, 1);
  }

  @Override
  public void remove(Object value) {
    add(value, -1);
  }

  private void add(Object value, long times) {
    long before = counts.getOrDefault(value, 0L);
    long after = before + times;
    if (after == 0) {
      counts.remove(value);
    } else {
      counts.put(value, after);
    }
    int entries = Math.abs(Long.signum(after)) - Math.abs(Long.signum(before));
    bytes += entries * (ENTRY_BYTES + HeldBytes.of(value));
    owed += (after < 0 ? 1 : 0) - (before < 0 ? 1 : 0);
  }

  /** Null where there is none; throws as {@link #forEach}. */
  Object first() {
    requireNoneOwed();
    Iterator<Object> values = counts.keySet().iterator();
    return values.hasNext() ? values.next() : null;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void forEach(ObjLongConsumer<Object> values) {
    requireNoneOwed();
    counts.forEach(values::accept);
  }

  private void requireNoneOwed() {
    if (owed > 0) {
      throw Reversible.neverCame();
    }
  }

  @Override
  public List<Object> state() {
    List<Object> state = new ArrayList<>(2 * counts.size());
    counts.forEach(
        (value, count) -> {
          state.add(value);
          state.add(count);
        });
    return state;
  }

  @Override
  public void merge(List<Object> state) {
    for (int i = 0; i < state.size(); i += 2) {
      add(state.get(i), (Long) state.get(i + 1));
    }
  }
}
