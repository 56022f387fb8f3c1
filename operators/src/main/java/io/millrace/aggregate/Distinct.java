// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows each value only once to another accumulator, when the result is asked for. Nulls are left
 * out. State: the values.
 */
final class Distinct implements Growing {
  private final DataType type;
  private final Supplier<Accumulator> inner;
  private final Frames frames;
  private final List<DistinctValues> values = new ArrayList<>();

  /** Over which frames DataFusion has it. */
  private enum Frames {
    GROWING,
    /** Over those that slide, too, where it counts the values or adds up Int64. */
    ANY_IF_SUMMED,
    ANY
  }

  Distinct(DataType type, Supplier<Accumulator> inner) {
    this(type, inner, Frames.ANY_IF_SUMMED);
  }

  private Distinct(DataType type, Supplier<Accumulator> inner, Frames frames) {
    this.type = type;
    this.inner = inner;
    this.frames = frames;
  }

  /** One from which no row is taken back. */
  static Distinct notSliding(DataType type, Supplier<Accumulator> inner) {
    return new Distinct(type, inner, Frames.GROWING);
  }

  /** One from which rows can be taken back, as from what is inside. */
  static Distinct sliding(DataType type, Supplier<Accumulator> inner) {
    return new Distinct(type, inner, Frames.ANY);
  }

  @Override
  public Optional<Retractable> sliding() {
    return slides() ? Optional.of(new SlidingDistinct(type, inner)) : Optional.empty();
  }

  /**
   * One that has its result at hand, and tells both zeros apart, as DataFusion does over frames.
   */
  @Override
  public Accumulator running() {
    boolean isAtHand = inner.get() instanceof Count && !mayHaveZeros();
    return isAtHand || inner.get().sliding().isEmpty() ? this : new SlidingDistinct(type, inner);
  }

  private boolean mayHaveZeros() {
    return switch (type.family()) {
      case FLOAT, LIST, STRUCT, MAP, UNION -> true;
      case NULL, BOOLEAN, SIGNED, UNSIGNED, DECIMAL, TEXT, BINARY -> false;
      case DATE, TIME, TIMESTAMP, DURATION, INTERVAL, ENCODED -> false;
    };
  }

  private boolean slides() {
    return switch (frames) {
      case GROWING -> false;
      case ANY -> true;
      case ANY_IF_SUMMED -> {
        Accumulator once = inner.get();
        yield once instanceof Count || (once instanceof LongSum && type.equals(DataType.INT64));
      }
    };
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(DistinctValues.of(type));
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      if (!LogicalNulls.isNull(args[0], row, type)) {
        values.get(slots[row]).add(args[0], row);
      }
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    if (type instanceof DataType.Union) {
      update(args, slots, rows);
    } else {
      values.get(slots[0]).addAll(args[0], new ValidRows(args[0], rows));
    }
  }

  @Override
  public long heldBytes(int slot) {
    return values.get(slot).bytes();
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(values.get(slot).toList(type));
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.set(slot, DistinctValues.of(type));
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    Block one = Block.of(Lane.of(type), 1);
    for (Object value : (List<?>) state.get(0)) {
      one.reset();
      Cells.set(one, 0, type, value);
      values.get(slot).add(one, 0);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    DistinctValues all = values.get(slot);
    Accumulator once = inner.get();
    if (once instanceof Count) {
      out.setValid(row);
      ((LongBlock) out).values[row] = all.size;
      return;
    }
    Block block = Block.of(Lane.of(type), Math.max(1, all.size));
    all.write(block);
    once.resize(1);
    once.update(new Block[] {block}, new int[all.size], all.size);
    once.result(0, out, row);
  }
}
