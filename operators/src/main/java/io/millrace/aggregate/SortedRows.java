// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Values by the ORDER BY keys, which follow the call's arguments; among equal rows, and without
 * keys, by arrival. Of them the first or the last so many are kept. State: the values, and their
 * keys where there are any.
 */
final class SortedRows implements Growing {
  /** Rows beyond those to keep that may gather before the rest is dropped. */
  private static final int SLACK = 16;

  private final Aggregate.Request request;
  private final DataType type;
  private final KeyOrder order;
  private final long kept;
  private final Function<List<Object>, Object> result;
  private final List<List<List<Object>>> slots = new ArrayList<>();

  /**
   * @param kept how many of the first rows are needed, or, if negative, of the last; not 0
   * @param result what is made of the values that are kept
   */
  SortedRows(Aggregate.Request request, long kept, Function<List<Object>, Object> result) {
    this.request = request;
    this.kept = Math.max(kept, -Long.MAX_VALUE);
    this.result = result;
    type = request.call().type(0);
    order = new KeyOrder(request.orderBy(), 1);
  }

  @Override
  public void resize(int count) {
    while (slots.size() < count) {
      slots.add(new ArrayList<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slotsOfRows, int rows) {
    int firstKey = request.call().arity();
    for (int i = 0; i < rows; i++) {
      if (!(request.ignoreNulls() && args[0].isNull(i))) {
        List<Object> row = new ArrayList<>(1 + request.orderBy().size());
        row.add(Cells.get(args[0], i, type));
        for (int key = 0; key < request.orderBy().size(); key++) {
          row.add(Cells.get(args[firstKey + key], i, request.orderBy().get(key).type()));
        }
        add(slotsOfRows[i], row);
      }
    }
  }

  private void add(int slot, List<Object> row) {
    List<List<Object>> rows = slots.get(slot);
    rows.add(row);
    if (rows.size() / 2 - SLACK >= Math.abs(kept)) {
      prune(rows);
    }
  }

  /** Sorts stably, so that what arrived first stays first. */
  private void prune(List<List<Object>> rows) {
    rows.sort(order);
    long spare = rows.size() - Math.abs(kept);
    if (spare > 0) {
      int from = kept > 0 ? (int) kept : 0;
      rows.subList(from, from + (int) spare).clear();
    }
  }

  private List<Object> values(int slot) {
    prune(slots.get(slot));
    List<Object> values = new ArrayList<>();
    slots.get(slot).forEach(row -> values.add(row.get(0)));
    return values;
  }

  @Override
  public long heldBytes(int slot) {
    return slots.get(slot).stream().mapToLong(HeldBytes::of).sum();
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> state = new ArrayList<>();
    state.add(values(slot));
    if (!request.orderBy().isEmpty()) {
      List<Object> keys = new ArrayList<>();
      slots.get(slot).forEach(row -> keys.add(new ArrayList<>(row.subList(1, row.size()))));
      state.add(keys);
    }
    return Collections.unmodifiableList(state);
  }

  @Override
  public void load(int slot, List<Object> state) {
    slots.get(slot).clear();
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    List<?> values = (List<?>) state.get(0);
    if (state.size() > 1 && ((List<?>) state.get(1)).size() != values.size()) {
      throw StateForm.corrupt("sorted rows", "values without keys", "a key for each");
    }
    for (int i = 0; i < values.size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(values.get(i));
      if (!request.orderBy().isEmpty()) {
        row.addAll((List<?>) ((List<?>) state.get(1)).get(i));
      }
      add(slot, row);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, request.call().result(), result.apply(values(slot)));
  }
}
