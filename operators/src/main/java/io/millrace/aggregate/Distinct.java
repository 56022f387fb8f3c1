// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows each value only once to another accumulator, when the result is asked for. NaN equals NaN
 * and -0.0 equals 0.0; the value seen first is the one that counts. Nulls are left out. State: the
 * values.
 */
final class Distinct implements Accumulator {
  private final DataType type;
  private final Supplier<Accumulator> inner;
  private final List<Map<Object, Object>> values = new ArrayList<>();

  Distinct(DataType type, Supplier<Accumulator> inner) {
    this.type = type;
    this.inner = inner;
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(new LinkedHashMap<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      add(slots[i], Cells.get(args[0], i, type));
    }
  }

  private void add(int slot, Object value) {
    if (value != null) {
      boolean zero = value instanceof Double number && number == 0.0;
      values.get(slot).putIfAbsent(zero ? (Object) 0.0 : value, value);
    }
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(List.copyOf(values.get(slot).values()));
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.get(slot).clear();
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    ((List<?>) state.get(0)).forEach(value -> add(slot, value));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Accumulator once = inner.get();
    once.resize(1);
    List<Object> all = new ArrayList<>(values.get(slot).values());
    Block block = Block.of(Lane.of(type), Math.max(1, all.size()));
    for (int i = 0; i < all.size(); i++) {
      Cells.set(block, i, type, all.get(i));
    }
    once.update(new Block[] {block}, new int[all.size()], all.size());
    once.result(0, out, row);
  }
}
