// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ValidRows;
import io.millrace.value.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A statistic of ranks of floats; null until the first value. State: all values. */
final class Quantile implements Growing, Reversible {
  private final Rank rank;
  private final Selection selection = new Selection();
  private double[][] values = new double[0][];
  private int[] counts = new int[0];
  private long[] keys = new long[0];

  Quantile(Rank rank) {
    this.rank = rank;
  }

  @Override
  public void resize(int count) {
    int known = Math.min(count, values.length);
    values = Arrays.copyOf(values, count);
    counts = Arrays.copyOf(counts, count);
    for (int slot = known; slot < count; slot++) {
      values[slot] = new double[8];
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] given = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      reserve(slots[row], 1);
      values[slots[row]][counts[slots[row]]++] = given[row];
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    if (args[0].hasNulls(rows)) {
      update(args, slots, rows);
      return;
    }
    int slot = slots[0];
    reserve(slot, rows);
    System.arraycopy(((DoubleBlock) args[0]).values, 0, values[slot], counts[slot], rows);
    counts[slot] += rows;
  }

  private void reserve(int slot, int more) {
    int needed = counts[slot] + more;
    if (needed > values[slot].length) {
      values[slot] = Arrays.copyOf(values[slot], Math.max(needed, 2 * counts[slot]));
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    double[] given = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      remove(slots[row], given[row]);
    }
  }

  /** Rows that go in the order in which they came are found at once. */
  private void remove(int slot, double value) {
    long key = Floats.place(value);
    double[] all = values[slot];
    int place = 0;
    while (place < counts[slot] && Floats.place(all[place]) != key) {
      place++;
    }
    if (place == counts[slot]) {
      throw Reversible.neverCame();
    }
    counts[slot]--;
    System.arraycopy(all, place + 1, all, place, counts[slot] - place);
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingQuantile(rank));
  }

  @Override
  public long heldBytes(int slot) {
    return (long) counts[slot] * Double.BYTES;
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> all = new ArrayList<>(counts[slot]);
    for (int i = 0; i < counts[slot]; i++) {
      all.add(values[slot][i]);
    }
    return List.of(all);
  }

  @Override
  public void load(int slot, List<Object> state) {
    values[slot] = new double[8];
    counts[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    List<?> more = (List<?>) state.get(0);
    reserve(slot, more.size());
    for (Object value : more) {
      values[slot][counts[slot]++] = (Double) value;
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    int count = counts[slot];
    if (count == 0) {
      out.setNull(row);
      return;
    }
    if (keys.length < count) {
      keys = new long[count];
    }
    for (int i = 0; i < count; i++) {
      keys[i] = Floats.place(values[slot][i]);
    }
    int place = rank.upper(count);
    long upper = selection.at(place, keys, count);
    double value = Floats.at(upper);
    out.setValid(row);
    ((DoubleBlock) out).values[row] =
        rank.between(count)
            ? rank.value(Floats.at(before(upper, place, count)), value, count)
            : value;
  }

  /** The value before the one in a place, which is the same if more are below that place. */
  private long before(long upper, int place, int count) {
    long below = Long.MIN_VALUE;
    int smaller = 0;
    for (int i = 0; i < count; i++) {
      if (keys[i] < upper) {
        smaller++;
        below = Math.max(below, keys[i]);
      }
    }
    return smaller == place ? below : upper;
  }
}
