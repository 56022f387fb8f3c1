// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.value.NestedOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The value of any type that comes first in an order; null until the first value. State: that
 * value.
 */
final class Extremum implements Accumulator {
  private final DataType type;

  /** Of values that come together. */
  private final Comparator<Object> order;

  /** Of the first of those and the value that was there before. */
  private final Comparator<Object> orderToBefore;

  private Object[] best = new Object[0];

  /** The first of the values that come together; null before and after. */
  private Object[] firsts = new Object[0];

  /** Why a slot has no answer; not part of the state. */
  private EvaluationError[] failures = new EvaluationError[0];

  private Extremum(DataType type, Comparator<Object> order) {
    this(type, order, order);
  }

  private Extremum(DataType type, Comparator<Object> order, Comparator<Object> orderToBefore) {
    this.type = type;
    this.order = order;
    this.orderToBefore = orderToBefore;
  }

  static Accumulator least(DataType type) {
    if (type.isText() || type.isBinary()) {
      return BytesExtremum.least(type);
    }
    return NumberExtremum.takes(type)
        ? NumberExtremum.least(type)
        : new Extremum(type, ExtremumOrder.of(type));
  }

  static Accumulator greatest(DataType type) {
    if (type.isText() || type.isBinary()) {
      return BytesExtremum.greatest(type);
    }
    return NumberExtremum.takes(type)
        ? NumberExtremum.greatest(type)
        : new Extremum(type, ExtremumOrder.of(type).reversed());
  }

  /**
   * One that can take rows back.
   *
   * @param direction 1 for the least, -1 for the greatest
   */
  static Retractable sliding(DataType type, int direction) {
    Comparator<Object> order = NestedOrder.of(type, NestedOrder.Nulls.LAST);
    return new SlidingExtremum(type, direction > 0 ? order : order.reversed());
  }

  @Override
  public void resize(int count) {
    best = Arrays.copyOf(best, count);
    firsts = Arrays.copyOf(firsts, count);
    failures = Arrays.copyOf(failures, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      firsts[slots[i]] = first(slots[i], order, Cells.get(args[0], i, type), firsts[slots[i]]);
    }
    for (int i = 0; i < rows; i++) {
      best[slots[i]] = first(slots[i], orderToBefore, firsts[slots[i]], best[slots[i]]);
      firsts[slots[i]] = null;
    }
  }

  private Object first(int slot, Comparator<Object> by, Object value, Object before) {
    try {
      return value != null && (before == null || by.compare(value, before) < 0) ? value : before;
    } catch (EvaluationError e) {
      failures[slot] = e;
      return before;
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingExtremum(type, ExtremumOrder.orElseLater(order)));
  }

  /** What is nested has no total order. */
  @Override
  public Optional<Reversible> counted() {
    return type.unwrapped().family().isNested()
        ? Optional.empty()
        : Optional.of(new CountedExtremum(type, order));
  }

  /** Which has one value, where one for frames that slide has all that may still be it. */
  @Override
  public Accumulator running() {
    return new Extremum(type, order, ExtremumOrder.orElseLater(order));
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(best[slot]);
  }

  @Override
  public void load(int slot, List<Object> state) {
    best[slot] = state.get(0);
    failures[slot] = null;
  }

  @Override
  public void merge(int slot, List<Object> state) {
    best[slot] = first(slot, orderToBefore, state.get(0), best[slot]);
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (failures[slot] != null) {
      throw failures[slot];
    }
    Cells.set(out, row, type, best[slot]);
  }
}
