// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The least or greatest of text or binary, by its bytes; null until the first value. State: it. */
final class BytesExtremum implements Accumulator {
  private final DataType type;

  /** 1 for the least, -1 for the greatest. */
  private final int direction;

  private byte[][] best = new byte[0][];
  private final BytesBlock one = (BytesBlock) Block.of(Lane.BYTES, 1);

  private BytesExtremum(DataType type, int direction) {
    this.type = type;
    this.direction = direction;
  }

  static BytesExtremum least(DataType type) {
    return new BytesExtremum(type, 1);
  }

  static BytesExtremum greatest(DataType type) {
    return new BytesExtremum(type, -1);
  }

  @Override
  public void resize(int count) {
    best = Arrays.copyOf(best, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    BytesBlock values = (BytesBlock) args[0];
    ValidRows left = new ValidRows(values, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      offer(slots[row], values.bytes, values.starts[row], values.ends[row]);
    }
  }

  private void offer(int slot, byte[] bytes, int from, int to) {
    byte[] known = best[slot];
    if (known == null
        || Arrays.compareUnsigned(bytes, from, to, known, 0, known.length) * direction < 0) {
      best[slot] = Arrays.copyOfRange(bytes, from, to);
    }
  }

  private void write(int slot, BytesBlock out, int row) {
    if (best[slot] == null) {
      out.setNull(row);
    } else {
      out.setValid(row);
      out.set(row, best[slot], 0, best[slot].length);
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(Extremum.sliding(type, direction));
  }

  @Override
  public Optional<Reversible> counted() {
    return Optional.of(CountedExtremum.of(type, direction));
  }

  /** Which has one value, where one for frames that slide has all that may still be it. */
  @Override
  public Accumulator running() {
    return this;
  }

  @Override
  public List<Object> state(int slot) {
    one.reset();
    write(slot, one, 0);
    return Collections.singletonList(Cells.get(one, 0, type));
  }

  @Override
  public void load(int slot, List<Object> state) {
    best[slot] = null;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      one.reset();
      Cells.set(one, 0, type, state.get(0));
      offer(slot, one.bytes, one.starts[0], one.ends[0]);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    write(slot, (BytesBlock) out, row);
  }
}
