// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.HeldBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Values in the order in which they came, of which the first that is equal goes. */
final class OrderedBag implements Bag {
  private final List<Object> values = new ArrayList<>();
  private long bytes;

  @Override
  public void add(Object value) {
    values.add(value);
    bytes += ENTRY_BYTES + HeldBytes.of(value);
  }

  @Override
  public void remove(Object value) {
    if (!values.remove(value)) {
      throw Reversible.neverCame();
    }
    bytes -= ENTRY_BYTES + HeldBytes.of(value);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void forEach(ObjLongConsumer<Object> each) {
    values.forEach(value -> each.accept(value, 1));
  }

  @Override
  public List<Object> state() {
    List<Object> state = new ArrayList<>(2 * values.size());
    for (Object value : values) {
      state.add(value);
      state.add(1L);
    }
    return state;
  }

  @Override
  public void merge(List<Object> state) {
    for (int i = 0; i < state.size(); i += 2) {
      add(state.get(i));
    }
  }
}
