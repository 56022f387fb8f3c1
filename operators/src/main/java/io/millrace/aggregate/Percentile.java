// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import io.millrace.value.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The value at a part of the way from the first to the last, between two values where there is none
 * there; null until the first value. State: all values.
 */
final class Percentile implements Retractable {
  /** In such parts DataFusion counts the way from one value to the next. */
  private static final double PARTS = 1_000_000;

  private final DataType type;
  private final double percentile;
  private double[][] values = new double[0][];
  private int[] counts = new int[0];

  Percentile(DataType type, double percentile) {
    this.type = type;
    this.percentile = percentile;
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
      add(slots[row], given[row]);
    }
  }

  private void add(int slot, double value) {
    if (counts[slot] == values[slot].length) {
      values[slot] = Arrays.copyOf(values[slot], 2 * counts[slot]);
    }
    values[slot][counts[slot]++] = value;
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    double[] given = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      remove(slots[row], given[row]);
    }
  }

  private void remove(int slot, double value) {
    double[] all = values[slot];
    int place = 0;
    while (Double.compare(all[place], value) != 0) {
      place++;
    }
    counts[slot]--;
    System.arraycopy(all, place + 1, all, place, counts[slot] - place);
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new Percentile(type, percentile));
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
    counts[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    ((List<?>) state.get(0)).forEach(value -> add(slot, (Double) value));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, type, counts[slot] == 0 ? null : (Object) result(slot));
  }

  private double result(int slot) {
    double[] sorted = values[slot];
    Arrays.sort(sorted, 0, counts[slot]);
    double place = percentile * (counts[slot] - 1);
    double lower = sorted[(int) Math.floor(place)];
    double upper = sorted[(int) Math.ceil(place)];
    if (Math.floor(place) == Math.ceil(place)) {
      return lower;
    }
    double part = (long) ((place - Math.floor(place)) * PARTS) / PARTS;
    return Floats.rounded(lower + (upper - lower) * part, type);
  }
}
