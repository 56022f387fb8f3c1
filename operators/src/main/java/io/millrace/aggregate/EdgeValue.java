// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The value of the first or the last row, by the ORDER BY keys, which follow the value among the
 * arguments; among equal rows, and without keys, by arrival. State: the value, its keys, and
 * whether there is one.
 */
final class EdgeValue implements Accumulator {
  /** Which end of the group. */
  enum Edge {
    FIRST,
    LAST
  }

  private final DataType type;
  private final Edge edge;
  private final Aggregate.Request request;
  private final KeyOrder order;
  private final List<Object> none;
  private final List<List<Object>> kept = new ArrayList<>();

  EdgeValue(Edge edge, Aggregate.Request request) {
    this.edge = edge;
    this.request = request;
    type = request.call().type(0);
    order = new KeyOrder(request.orderBy(), 1);
    none = new ArrayList<>(Collections.nCopies(1 + request.orderBy().size(), null));
    none.add(false);
  }

  @Override
  public void resize(int count) {
    while (kept.size() < count) {
      kept.add(null);
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!(request.ignoreNulls() && args[0].isNull(i))) {
        List<Object> row = new ArrayList<>(args.length + 1);
        row.add(Cells.get(args[0], i, type));
        for (int key = 0; key < request.orderBy().size(); key++) {
          row.add(Cells.get(args[key + 1], i, request.orderBy().get(key).type()));
        }
        row.add(true);
        offer(slots[i], row);
      }
    }
  }

  private void offer(int slot, List<Object> row) {
    List<Object> current = kept.get(slot);
    if (current == null) {
      kept.set(slot, row);
      return;
    }
    int compared = order.compare(row, current);
    if (edge == Edge.FIRST ? compared < 0 : compared >= 0) {
      kept.set(slot, row);
    }
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> row = kept.get(slot);
    return row == null ? none : row;
  }

  @Override
  public void load(int slot, List<Object> state) {
    kept.set(slot, isSet(state) ? state : null);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (isSet(state)) {
      offer(slot, state);
    }
  }

  private static boolean isSet(List<Object> state) {
    return (Boolean) state.get(state.size() - 1);
  }

  @Override
  public void result(int slot, Block out, int row) {
    List<Object> current = kept.get(slot);
    Cells.set(out, row, type, current == null ? null : current.get(0));
  }
}
