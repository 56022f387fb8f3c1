// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The least or greatest of numbers and of what counts in numbers; null until the first value. Kept
 * as longs of which the least is looked for. State: the value.
 */
final class NumberExtremum implements Accumulator {
  private final DataType type;
  private final boolean floats;

  /** 0 for the least, -1 for the greatest. */
  private final long direction;

  /** Turns the order of values into that of signed longs, or its reverse. */
  private final long flip;

  private long[] keys = new long[0];
  private boolean[] seen = new boolean[0];
  private final Block one;

  private NumberExtremum(DataType type, long direction) {
    this.type = type;
    this.direction = direction;
    floats = Lane.of(type) == Lane.DOUBLE;
    flip = direction ^ (type.equals(DataType.UINT64) ? Long.MIN_VALUE : 0);
    one = Block.of(Lane.of(type), 1);
  }

  /** Whether values of a type are numbers of one order. */
  static boolean takes(DataType type) {
    return switch (type.family()) {
      case SIGNED, UNSIGNED, FLOAT, DATE, TIME, TIMESTAMP, DURATION -> true;
      default -> false;
    };
  }

  static NumberExtremum least(DataType type) {
    return new NumberExtremum(type, 0L);
  }

  static NumberExtremum greatest(DataType type) {
    return new NumberExtremum(type, -1L);
  }

  @Override
  public void resize(int count) {
    keys = Arrays.copyOf(keys, count);
    seen = Arrays.copyOf(seen, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      offer(slots[row], key(args[0], row));
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    int row = left.next();
    if (row < 0) {
      return;
    }
    long least = key(args[0], row);
    if (floats) {
      least = best(((DoubleBlock) args[0]).values, row, left);
    } else {
      long[] values = ((LongBlock) args[0]).values;
      for (; row >= 0; row = left.next()) {
        least = Math.min(least, values[row] ^ flip);
      }
    }
    offer(slots[0], least);
  }

  /** Most values are plainly worse than the best so far; the others are looked at closely. */
  private long best(double[] values, int first, ValidRows left) {
    double best = values[first];
    for (int row = left.next(); row >= 0; row = left.next()) {
      double value = values[row];
      boolean worse = flip == 0 ? value > best : value < best;
      if (!worse && (ordered(value) ^ flip) < (ordered(best) ^ flip)) {
        best = value;
      }
    }
    return ordered(best) ^ flip;
  }

  private void offer(int slot, long key) {
    if (!seen[slot] || key < keys[slot]) {
      seen[slot] = true;
      keys[slot] = key;
    }
  }

  private long key(Block block, int row) {
    return floats
        ? ordered(((DoubleBlock) block).values[row]) ^ flip
        : ((LongBlock) block).values[row] ^ flip;
  }

  /** The total order of doubles: -0.0 before 0.0, one NaN behind all. */
  private static long ordered(double value) {
    return turned(Double.doubleToLongBits(value));
  }

  /** Its own inverse. */
  private static long turned(long bits) {
    return bits ^ ((bits >> 63) >>> 1);
  }

  private void write(int slot, Block out, int row) {
    if (!seen[slot]) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    long value = keys[slot] ^ flip;
    if (floats) {
      ((DoubleBlock) out).values[row] = Double.longBitsToDouble(turned(value));
    } else {
      ((LongBlock) out).values[row] = value;
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingNumberExtremum(type, direction < 0 ? -1 : 1));
  }

  @Override
  public Optional<Reversible> counted() {
    return Optional.of(CountedExtremum.of(type, direction < 0 ? -1 : 1));
  }

  /** Which has one value, where one for frames that slide has all that may still be it. */
  @Override
  public Accumulator running() {
    return this;
  }

  @Override
  public List<Object> state(int slot) {
    write(slot, one, 0);
    return Collections.singletonList(Cells.get(one, 0, type));
  }

  @Override
  public void load(int slot, List<Object> state) {
    seen[slot] = false;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      Cells.set(one, 0, type, state.get(0));
      offer(slot, key(one, 0));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    write(slot, out, row);
  }
}
