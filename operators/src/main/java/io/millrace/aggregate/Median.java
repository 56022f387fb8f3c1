// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import io.millrace.value.NestedOrder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The middle value, or the mean of the middle two; null until the first value. State: all values.
 */
final class Median implements Retractable {
  private final DataType type;
  private final List<List<Object>> values = new ArrayList<>();

  Median(DataType type) {
    this.type = type;
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(new ArrayList<>());
    }
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
        values.get(slots[i]).remove(0);
      }
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new Median(type));
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(List.copyOf(values.get(slot)));
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.get(slot).clear();
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    values.get(slot).addAll((List<?>) state.get(0));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Object[] sorted = values.get(slot).toArray();
    if (sorted.length == 0) {
      out.setNull(row);
      return;
    }
    Arrays.sort(sorted, NestedOrder.of(type, NestedOrder.Nulls.LAST));
    Object upper = sorted[sorted.length / 2];
    boolean odd = sorted.length % 2 == 1;
    Cells.set(out, row, type, odd ? upper : mean(sorted[sorted.length / 2 - 1], upper));
  }

  private Object mean(Object a, Object b) {
    if (a instanceof BigInteger number) {
      return number.add((BigInteger) b).divide(BigInteger.TWO);
    }
    double sum = (Double) a + (Double) b;
    return (type.id() == TypeId.FLOAT64 ? sum : (double) (float) sum) / 2;
  }
}
