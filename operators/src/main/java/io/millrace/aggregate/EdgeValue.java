// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.value.NestedOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The value of the first or the last row, by the ORDER BY keys, which follow the value among the
 * arguments; among equal rows, and without keys, by arrival. State: the value, whether there is
 * one, and its keys.
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
  private final List<NestedOrder> orders;
  private final List<List<Object>> kept = new ArrayList<>();

  EdgeValue(Edge edge, Aggregate.Request request) {
    this.edge = edge;
    this.request = request;
    type = request.call().type(0);
    orders = request.orderBy().stream().map(key -> NestedOrder.of(key.type())).toList();
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
        row.add(true);
        for (int key = 0; key < orders.size(); key++) {
          row.add(Cells.get(args[key + 1], i, request.orderBy().get(key).type()));
        }
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
    int order = compare(row, current);
    if (edge == Edge.FIRST ? order < 0 : order >= 0) {
      kept.set(slot, row);
    }
  }

  private int compare(List<Object> a, List<Object> b) {
    for (int key = 0; key < orders.size(); key++) {
      int order = compareKey(a.get(key + 2), b.get(key + 2), key);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compareKey(Object a, Object b, int key) {
    Aggregate.OrderKey how = request.orderBy().get(key);
    if (a == null || b == null) {
      int nullFirst = Boolean.compare(b == null, a == null);
      return how.nullsFirst() ? nullFirst : -nullFirst;
    }
    int order = orders.get(key).compare(a, b);
    return how.ascending() ? order : -order;
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> row = kept.get(slot);
    return row == null ? Arrays.asList(null, false) : row;
  }

  @Override
  public void load(int slot, List<Object> state) {
    kept.set(slot, (Boolean) state.get(1) ? state : null);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if ((Boolean) state.get(1)) {
      offer(slot, state);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    List<Object> current = kept.get(slot);
    Cells.set(out, row, type, current == null ? null : current.get(0));
  }
}
