// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.aggregate.Accumulator;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.udf.AggregateUdf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows each value of one argument only once to the user's accumulator, NULL among them, when the
 * result is asked for. State: the values.
 */
final class DistinctRows implements Accumulator {
  private final AggregateUdf function;
  private final DataType type;
  private final List<Set<Object>> slots = new ArrayList<>();

  DistinctRows(AggregateUdf function) {
    this.function = function;
    type = function.argumentTypes().get(0);
  }

  @Override
  public void resize(int count) {
    while (slots.size() < count) {
      slots.add(new LinkedHashSet<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slotOf, int rows) {
    for (int row = 0; row < rows; row++) {
      slots.get(slotOf[row]).add(Cells.get(args[0], row, type));
    }
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(Collections.unmodifiableList(new ArrayList<>(slots.get(slot))));
  }

  @Override
  public void load(int slot, List<Object> state) {
    slots.get(slot).clear();
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    slots.get(slot).addAll((List<?>) state.get(0));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Set<Object> values = slots.get(slot);
    Block block = Block.of(Lane.of(type), Math.max(1, values.size()));
    int at = 0;
    for (Object value : values) {
      Cells.set(block, at++, type, value);
    }
    UserAccumulator once = new UserAccumulator(function, List.of());
    once.resize(1);
    once.update(new Block[] {block}, new int[at], at);
    once.result(0, out, row);
  }
}
