// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows each value only once to another accumulator, of rows that come and go: it gets a value with
 * the first row that has it and gives it back with the last. Nulls are left out. State: the values.
 */
final class SlidingDistinct implements Growing, Retractable {
  /** What a value takes besides its own bytes, about. */
  private static final long ENTRY_BYTES = 7 * HeldBytes.SLOT;

  private final DataType type;
  private final Supplier<Accumulator> inner;
  private final Retractable once;

  /** Its frame of no rows. */
  private List<Object> none;

  private final List<Map<Object, Integer>> counts = new ArrayList<>();
  private long[] bytes = new long[0];
  private final Block[] one;
  private final int[] slot = new int[1];

  SlidingDistinct(DataType type, Supplier<Accumulator> inner) {
    this.type = type;
    this.inner = inner;
    once = inner.get().sliding().orElseThrow();
    one = new Block[] {Block.of(Lane.of(type), 1)};
  }

  @Override
  public void resize(int count) {
    once.resize(count);
    if (none == null && count > 0) {
      none = once.frame(0);
    }
    bytes = Arrays.copyOf(bytes, count);
    while (counts.size() < count) {
      counts.add(new LinkedHashMap<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!LogicalNulls.isNull(args[0], i, type)) {
        add(slots[i], Cells.get(args[0], i, type));
      }
    }
  }

  private void add(int to, Object value) {
    if (counts.get(to).merge(value, 1, Integer::sum) == 1) {
      bytes[to] += ENTRY_BYTES + HeldBytes.of(value);
      once.update(only(value), slot(to), 1);
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!LogicalNulls.isNull(args[0], i, type)) {
        Object value = Cells.get(args[0], i, type);
        Integer left =
            counts.get(slots[i]).computeIfPresent(value, (same, n) -> n == 1 ? null : n - 1);
        if (left == null) {
          bytes[slots[i]] -= ENTRY_BYTES + HeldBytes.of(value);
          once.retract(only(value), slot(slots[i]), 1);
        }
      }
    }
  }

  private Block[] only(Object value) {
    one[0].reset();
    Cells.set(one[0], 0, type, value);
    return one;
  }

  private int[] slot(int number) {
    slot[0] = number;
    return slot;
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingDistinct(type, inner));
  }

  @Override
  public long heldBytes(int of) {
    return bytes[of];
  }

  @Override
  public List<Object> state(int of) {
    return List.of(List.copyOf(counts.get(of).keySet()));
  }

  @Override
  public void load(int to, List<Object> state) {
    clear(to);
    merge(to, state);
  }

  private void clear(int to) {
    once.loadFrame(to, none);
    counts.get(to).clear();
    bytes[to] = 0;
  }

  /** What the other accumulator keeps; then each value, and behind it in how many rows it is. */
  @Override
  public List<Object> frame(int of) {
    List<Object> frame = new ArrayList<>();
    frame.add(once.frame(of));
    counts
        .get(of)
        .forEach(
            (value, count) -> {
              frame.add(value);
              frame.add((long) count);
            });
    return frame;
  }

  @Override
  public void loadFrame(int to, List<Object> frame) {
    clear(to);
    once.loadFrame(to, frameOfOnce(frame));
    for (int i = 1; i < frame.size(); i += 2) {
      counts.get(to).put(frame.get(i), ((Long) frame.get(i + 1)).intValue());
      bytes[to] += ENTRY_BYTES + HeldBytes.of(frame.get(i));
    }
  }

  /** Not made of the values: what comes and goes leaves its trace in sums. */
  @SuppressWarnings("unchecked")
  private static List<Object> frameOfOnce(List<Object> frame) {
    return (List<Object>) frame.get(0);
  }

  @Override
  public void merge(int to, List<Object> state) {
    ((List<?>) state.get(0)).forEach(value -> add(to, value));
  }

  @Override
  public void result(int of, Block out, int row) {
    once.result(of, out, row);
  }
}
