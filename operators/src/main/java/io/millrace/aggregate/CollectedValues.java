// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limit;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All values, or each once, by arrival; with an ORDER BY key, which is the value itself, in its
 * order. State: the values; null where there is none.
 */
final class CollectedValues implements Growing, Reversible {
  private final Aggregate.Request request;
  private final DataType type;
  private final KeyOrder order;
  private final Function<List<Object>, Object> result;
  private final List<Collection<Object>> values = new ArrayList<>();
  private long[] bytes = new long[0];

  /**
   * @param result what is made of the values
   */
  CollectedValues(Aggregate.Request request, Function<List<Object>, Object> result) {
    this.request = request;
    this.result = result;
    type = request.call().type(0);
    order = new KeyOrder(request.orderBy(), 0);
  }

  @Override
  public void resize(int count) {
    bytes = Arrays.copyOf(bytes, count);
    while (values.size() < count) {
      values.add(request.distinct() ? new LinkedHashSet<>() : new ArrayList<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!(request.ignoreNulls() && args[0].isNull(row))) {
        add(slots[row], Cells.get(args[0], row, type));
      }
    }
  }

  private void add(int slot, Object value) {
    if (values.get(slot).add(value)) {
      bytes[slot] += HeldBytes.of(value);
    }
  }

  /** The first that is equal; of rows that go in the order in which they came, the first. */
  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!(request.ignoreNulls() && args[0].isNull(row))) {
        Object value = Cells.get(args[0], row, type);
        if (!values.get(slots[row]).remove(value)) {
          throw Reversible.neverCame();
        }
        bytes[slots[row]] -= HeldBytes.of(value);
      }
    }
  }

  /**
   * Not of texts that are joined: that, DataFusion can not take back. With DISTINCT, all values are
   * kept, so that each stands where the first of the frame does.
   */
  @Override
  public Optional<Retractable> sliding() {
    if (!collects()) {
      return Optional.empty();
    }
    if (!request.distinct()) {
      return Optional.of(new CollectedValues(request, result));
    }
    Aggregate.Request all =
        new Aggregate.Request(request.call(), false, request.ignoreNulls(), request.orderBy());
    return Optional.of(
        new CollectedValues(all, kept -> result.apply(new ArrayList<>(new LinkedHashSet<>(kept)))));
  }

  @Override
  public long heldBytes(int slot) {
    return bytes[slot];
  }

  /** Values that are a list themselves in the end are limited as one. */
  @Override
  public Limit limit() {
    return collects() ? Limit.VALUE_BYTES : Limit.STATE_BYTES;
  }

  private boolean collects() {
    return request.call().result() instanceof DataType.AnyList;
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(
        values.get(slot).isEmpty() ? null : new ArrayList<>(values.get(slot)));
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.get(slot).clear();
    bytes[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      ((List<?>) state.get(0)).forEach(value -> add(slot, value));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    List<Object> all = new ArrayList<>(values.get(slot));
    if (!request.orderBy().isEmpty()) {
      all.sort((a, b) -> order.compare(a, b, 0));
    }
    Cells.set(out, row, request.call().result(), result.apply(all));
  }
}
