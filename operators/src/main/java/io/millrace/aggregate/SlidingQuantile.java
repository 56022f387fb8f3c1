// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.DoubleBlock;
import io.millrace.column.HeldBytes;
import io.millrace.column.ValidRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statistic of ranks of floats that come and go; null while there is none. State: all values. */
final class SlidingQuantile implements Growing, Retractable {
  private final Rank rank;
  private final List<RankedDoubles> values = new ArrayList<>();

  SlidingQuantile(Rank rank) {
    this.rank = rank;
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(new RankedDoubles());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    double[] given = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      values.get(slots[row]).add(given[row]);
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    double[] given = ((DoubleBlock) args[0]).values;
    ValidRows left = new ValidRows(args[0], rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      values.get(slots[row]).remove(given[row]);
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingQuantile(rank));
  }

  @Override
  public long heldBytes(int slot) {
    return values.get(slot).size() * HeldBytes.SLOT;
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> all = new ArrayList<>();
    for (double value : values.get(slot).toArray()) {
      all.add(value);
    }
    return List.of(all);
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.set(slot, new RankedDoubles());
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    ((List<?>) state.get(0)).forEach(value -> values.get(slot).add((Double) value));
  }

  @Override
  public void result(int slot, Block out, int row) {
    RankedDoubles all = values.get(slot);
    int count = all.size();
    if (count == 0) {
      out.setNull(row);
      return;
    }
    double upper = all.get(rank.upper(count));
    out.setValid(row);
    ((DoubleBlock) out).values[row] =
        rank.between(count) ? rank.value(all.before(), upper, count) : upper;
  }
}
