// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The value that comes first in a total order, of rows that come and go in any order; null where
 * there is none. State: each value, and how often it is there.
 */
final class CountedExtremum implements Growing, Reversible {
  private final DataType type;
  private final Comparator<Object> order;
  private final List<CountedBag> values = new ArrayList<>();

  CountedExtremum(DataType type, Comparator<Object> order) {
    this.type = type;
    this.order = order;
  }

  /**
   * @param type not nested
   * @param direction 1 for the least, -1 for the greatest
   */
  static CountedExtremum of(DataType type, int direction) {
    Comparator<Object> order =
        type.isFloat() ? (a, b) -> Double.compare((Double) a, (Double) b) : ExtremumOrder.of(type);
    return new CountedExtremum(type, direction > 0 ? order : order.reversed());
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(empty());
    }
  }

  private CountedBag empty() {
    return new CountedBag(new TreeMap<>(order));
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        values.get(slots[i]).add(Cells.get(args[0], i, type));
      }
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        values.get(slots[i]).remove(Cells.get(args[0], i, type));
      }
    }
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public long bytesOfRow() {
    return Bag.ENTRY_BYTES;
  }

  @Override
  public long heldBytes(int slot) {
    return values.get(slot).bytes();
  }

  @Override
  public List<Object> state(int slot) {
    return values.get(slot).state();
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.set(slot, empty());
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    values.get(slot).merge(state);
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, type, values.get(slot).first());
  }
}
