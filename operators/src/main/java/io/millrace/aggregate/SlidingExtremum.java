// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The value that comes first in an order, of rows that come and go: those are kept that will be it
 * when the ones before them have gone. A value is looked at twice at most. State: the value.
 */
final class SlidingExtremum implements Growing, Retractable {
  private final DataType type;
  private final Comparator<Object> order;
  private final List<Deque<Candidate>> candidates = new ArrayList<>();

  /** How many values have come to a slot, and how many have gone. */
  private long[] come = new long[0];

  private long[] gone = new long[0];

  private long[] bytes = new long[0];

  private record Candidate(Object value, long number) {
    long bytes() {
      return HeldBytes.SLOT + HeldBytes.of(value);
    }
  }

  SlidingExtremum(DataType type, Comparator<Object> order) {
    this.type = type;
    this.order = order;
  }

  @Override
  public void resize(int count) {
    come = Arrays.copyOf(come, count);
    gone = Arrays.copyOf(gone, count);
    bytes = Arrays.copyOf(bytes, count);
    while (candidates.size() < count) {
      candidates.add(new ArrayDeque<>());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        add(slots[i], Cells.get(args[0], i, type));
      }
    }
  }

  private void add(int slot, Object value) {
    Deque<Candidate> kept = candidates.get(slot);
    while (!kept.isEmpty() && order.compare(value, kept.getLast().value) <= 0) {
      bytes[slot] -= kept.removeLast().bytes();
    }
    addLast(slot, new Candidate(value, come[slot]++));
  }

  private void addLast(int slot, Candidate last) {
    candidates.get(slot).addLast(last);
    bytes[slot] += last.bytes();
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        Deque<Candidate> kept = candidates.get(slots[i]);
        if (kept.getFirst().number == gone[slots[i]]++) {
          bytes[slots[i]] -= kept.removeFirst().bytes();
        }
      }
    }
  }

  @Override
  public Optional<Retractable> sliding() {
    return Optional.of(new SlidingExtremum(type, order));
  }

  @Override
  public long heldBytes(int slot) {
    return bytes[slot];
  }

  private void clear(int slot) {
    candidates.get(slot).clear();
    bytes[slot] = 0;
  }

  private Object best(int slot) {
    Candidate first = candidates.get(slot).peekFirst();
    return first == null ? null : first.value;
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(best(slot));
  }

  @Override
  public void load(int slot, List<Object> state) {
    clear(slot);
    come[slot] = 0;
    gone[slot] = 0;
    merge(slot, state);
  }

  /** How many have come and gone, then each candidate's number and value. */
  @Override
  public List<Object> frame(int slot) {
    List<Object> frame = new ArrayList<>(List.of(come[slot], gone[slot]));
    for (Candidate each : candidates.get(slot)) {
      frame.add(each.number);
      frame.add(each.value);
    }
    return frame;
  }

  @Override
  public void loadFrame(int slot, List<Object> frame) {
    clear(slot);
    come[slot] = (Long) frame.get(0);
    gone[slot] = (Long) frame.get(1);
    for (int i = 2; i < frame.size(); i += 2) {
      addLast(slot, new Candidate(frame.get(i + 1), (Long) frame.get(i)));
    }
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      add(slot, state.get(0));
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, type, best(slot));
  }
}
