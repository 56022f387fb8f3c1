// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.closure.Deadline;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * Takes rows back from a function that can not: it keeps them, and once some have gone shows those
 * that are left to a new accumulator. State: the arguments of each row, and how often it is there.
 */
final class KeptRows implements Growing, Reversible {
  /** So many rows are shown at once. */
  private static final int TOGETHER = 256;

  private final List<DataType> types = new ArrayList<>();
  private final boolean ordered;
  private final Supplier<Accumulator> fresh;
  private final List<Slot> slots = new ArrayList<>();

  /**
   * @param order whether rows are kept in the order in which they come
   */
  KeptRows(Aggregate.Request request, Aggregate.Order order, Supplier<Accumulator> fresh) {
    for (int i = 0; i < request.call().arity(); i++) {
      types.add(request.call().type(i));
    }
    if (order != Aggregate.Order.UNORDERED) {
      request.orderBy().forEach(key -> types.add(key.type()));
    }
    ordered = order.isSensitive();
    this.fresh = fresh;
  }

  private static final class Slot {
    final Bag rows;

    /** One slot that has seen the rows and no others; null where there is none yet. */
    Accumulator shown;

    Slot(Bag rows) {
      this.rows = rows;
    }
  }

  @Override
  public void resize(int count) {
    while (slots.size() < count) {
      Slot slot = empty();
      slot.shown = accumulator();
      slots.add(slot);
    }
  }

  private Slot empty() {
    return new Slot(ordered ? new OrderedBag() : new CountedBag(new LinkedHashMap<>()));
  }

  private Accumulator accumulator() {
    Accumulator one = fresh.get();
    one.resize(1);
    return one;
  }

  /** Rows that come one by one are shown at once. */
  @Override
  public void update(Block[] args, int[] slotOf, int rows) {
    for (int i = 0; i < rows; i++) {
      Slot slot = slots.get(slotOf[i]);
      slot.rows.add(row(args, i));
      if (rows == 1 && slot.shown != null) {
        show(slot, args);
      } else {
        slot.shown = null;
      }
    }
  }

  /** What fails shows when the result is asked for, if its rows are still there then. */
  private static void show(Slot slot, Block[] args) {
    try {
      slot.shown.update(args, new int[1], 1);
    } catch (EvaluationError e) {
      slot.shown = null;
    }
  }

  private List<Object> row(Block[] args, int row) {
    List<Object> values = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      values.add(Cells.get(args[i], row, types.get(i)));
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public void retract(Block[] args, int[] slotOf, int rows) {
    for (int i = 0; i < rows; i++) {
      Slot slot = slots.get(slotOf[i]);
      slot.rows.remove(row(args, i));
      slot.shown = null;
    }
  }

  /** Where rows have no order, they may come to one slot and go from another. */
  @Override
  public boolean isLinear() {
    return !ordered;
  }

  @Override
  public long bytesOfRow() {
    return Bag.ENTRY_BYTES;
  }

  @Override
  public long heldBytes(int slot) {
    return slots.get(slot).rows.bytes();
  }

  @Override
  public List<Object> state(int slot) {
    return slots.get(slot).rows.state();
  }

  @Override
  public void load(int slot, List<Object> state) {
    slots.set(slot, empty());
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    slots.get(slot).rows.merge(state);
    slots.get(slot).shown = null;
  }

  @Override
  public void result(int of, Block out, int row) {
    Slot slot = slots.get(of);
    if (slot.shown == null) {
      slot.shown = shown(slot.rows);
    }
    slot.shown.result(0, out, row);
  }

  private Accumulator shown(Bag rows) {
    Showing showing = new Showing(accumulator());
    rows.forEach(showing);
    showing.flush();
    return showing.to;
  }

  /** Rows on the way to an accumulator. */
  private final class Showing implements ObjLongConsumer<Object> {
    private final Accumulator to;
    private final Block[] args =
        types.stream().map(type -> Block.of(Lane.of(type), TOGETHER)).toArray(Block[]::new);
    private int count;

    Showing(Accumulator to) {
      this.to = to;
    }

    @Override
    public void accept(Object row, long times) {
      List<?> values = (List<?>) row;
      for (long i = 0; i < times; i++) {
        for (int arg = 0; arg < args.length; arg++) {
          Cells.set(args[arg], count, types.get(arg), values.get(arg));
        }
        if (++count == TOGETHER) {
          flush();
        }
      }
    }

    void flush() {
      if (count > 0) {
        to.updateOne(args, new int[count], count);
        for (Block arg : args) {
          arg.reset();
        }
        count = 0;
        Deadline.more();
      }
    }
  }
}
