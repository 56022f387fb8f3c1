// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.HeldBytes;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import io.millrace.value.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The least or greatest of numbers, of rows that come and go: as {@link SlidingExtremum}, with
 * values as longs of which the least is looked for. State: the value.
 */
final class SlidingNumberExtremum implements Growing, Retractable {
  private final DataType type;
  private final int direction;
  private final boolean floats;

  /** Turns the order of values into that of signed longs, or its reverse. */
  private final long flip;

  private final List<Candidates> slots = new ArrayList<>();
  private final Block one;

  /**
   * @param direction 1 for the least, -1 for the greatest
   */
  SlidingNumberExtremum(DataType type, int direction) {
    this.type = type;
    this.direction = direction;
    floats = Lane.of(type) == Lane.DOUBLE;
    flip = (direction > 0 ? 0 : -1L) ^ (type.equals(DataType.UINT64) ? Long.MIN_VALUE : 0);
    one = Block.of(Lane.of(type), 1);
  }

  /** Those that will be the least when the ones before them have gone, in a ring; they grow. */
  private static final class Candidates {
    long[] keys = new long[8];
    long[] numbers = new long[8];
    int first;
    int count;

    /** How many values have come, and how many have gone. */
    long come;

    long gone;

    void add(long key) {
      int mask = keys.length - 1;
      while (count > 0 && key <= keys[(first + count - 1) & mask]) {
        count--;
      }
      if (count == keys.length) {
        grow();
        mask = keys.length - 1;
      }
      int place = (first + count++) & mask;
      keys[place] = key;
      numbers[place] = come++;
    }

    private void grow() {
      keys = unrolled(keys);
      numbers = unrolled(numbers);
      first = 0;
    }

    private long[] unrolled(long[] ring) {
      long[] larger = Arrays.copyOf(ring, 2 * ring.length);
      System.arraycopy(ring, first, larger, 0, ring.length - first);
      System.arraycopy(ring, 0, larger, ring.length - first, first);
      return larger;
    }

    void removeOldest() {
      if (numbers[first] == gone++) {
        first = (first + 1) & (keys.length - 1);
        count--;
      }
    }
  }

  @Override
  public void resize(int count) {
    while (slots.size() < count) {
      slots.add(new Candidates());
    }
  }

  @Override
  public void update(Block[] args, int[] to, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      slots.get(to[row]).add(key(args[0], row));
    }
  }

  @Override
  public void retract(Block[] args, int[] from, int rows) {
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      slots.get(from[row]).removeOldest();
    }
  }

  private long key(Block block, int row) {
    return floats
        ? Floats.place(((DoubleBlock) block).values[row]) ^ flip
        : ((LongBlock) block).values[row] ^ flip;
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingNumberExtremum(type, direction));
  }

  @Override
  public long heldBytes(int slot) {
    return slots.get(slot).count * 2 * HeldBytes.SLOT;
  }

  @Override
  public List<Object> state(int slot) {
    result(slot, one, 0);
    return Collections.singletonList(Cells.get(one, 0, type));
  }

  @Override
  public void load(int slot, List<Object> state) {
    slots.set(slot, new Candidates());
    merge(slot, state);
  }

  /** How many have come and gone, then each candidate's number and value as a long. */
  @Override
  public List<Object> frame(int slot) {
    Candidates all = slots.get(slot);
    List<Object> frame = new ArrayList<>(List.of(all.come, all.gone));
    for (int i = 0; i < all.count; i++) {
      int place = (all.first + i) & (all.keys.length - 1);
      frame.add(all.numbers[place]);
      frame.add(all.keys[place]);
    }
    return frame;
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    Candidates all = new Candidates();
    for (int i = 2; i < frame.size(); i += 2) {
      all.come = (Long) frame.get(i);
      all.add((Long) frame.get(i + 1));
    }
    all.come = (Long) frame.get(0);
    all.gone = (Long) frame.get(1);
    slots.set(slot, all);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      Cells.set(one, 0, type, state.get(0));
      slots.get(slot).add(key(one, 0));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    Candidates all = slots.get(slot);
    if (all.count == 0) {
      out.setNull(row);
      return;
    }
    out.setValid(row);
    long value = all.keys[all.first] ^ flip;
    if (floats) {
      ((DoubleBlock) out).values[row] = Floats.at(value);
    } else {
      ((LongBlock) out).values[row] = value;
    }
  }
}
