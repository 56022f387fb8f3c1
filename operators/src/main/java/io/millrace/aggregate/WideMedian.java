// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The middle one of decimals, or the mean of the middle two, cut; null until the first value. They
 * lie in two sorted halves. State: all values.
 */
final class WideMedian implements Growing, Reversible {
  private final DataType type;
  private final List<Halves> values = new ArrayList<>();

  WideMedian(DataType type) {
    this.type = type;
  }

  /** Numbers in order, each with how often it is there. */
  private static final class Half {
    final TreeMap<BigInteger, Integer> numbers = new TreeMap<>();
    int size;

    void add(BigInteger number) {
      numbers.merge(number, 1, Integer::sum);
      size++;
    }

    void remove(BigInteger number) {
      if (!numbers.containsKey(number)) {
        throw Reversible.neverCame();
      }
      numbers.computeIfPresent(number, (same, count) -> count == 1 ? null : count - 1);
      size--;
    }
  }

  private static final class Halves {
    final Half lower = new Half();
    final Half upper = new Half();

    void add(BigInteger number) {
      if (lower.size > 0 && number.compareTo(lower.numbers.lastKey()) < 0) {
        lower.add(number);
      } else {
        upper.add(number);
      }
      balance();
    }

    void remove(BigInteger number) {
      if (lower.size > 0 && number.compareTo(lower.numbers.lastKey()) <= 0) {
        lower.remove(number);
      } else {
        upper.remove(number);
      }
      balance();
    }

    /** The upper half has as many as the lower, or one more. */
    private void balance() {
      if (lower.size > upper.size) {
        BigInteger moved = lower.numbers.lastKey();
        lower.remove(moved);
        upper.add(moved);
      } else if (upper.size > lower.size + 1) {
        BigInteger moved = upper.numbers.firstKey();
        upper.remove(moved);
        lower.add(moved);
      }
    }

    BigInteger middle() {
      if (upper.size == 0) {
        return null;
      }
      BigInteger above = upper.numbers.firstKey();
      return upper.size > lower.size
          ? above
          : above.add(lower.numbers.lastKey()).divide(BigInteger.TWO);
    }
  }

  @Override
  public void resize(int count) {
    while (values.size() < count) {
      values.add(new Halves());
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        values.get(slots[i]).add((BigInteger) Cells.get(args[0], i, type));
      }
    }
  }

  @Override
  public void retract(Block[] args, int[] slots, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!args[0].isNull(i)) {
        values.get(slots[i]).remove((BigInteger) Cells.get(args[0], i, type));
      }
    }
  }

  /** Of nulls alone DataFusion takes none back. */
  @Override
  public Optional<Retractable> sliding() {
    return type.isNull() ? Optional.empty() : Optional.of(new WideMedian(type));
  }

  @Override
  public long heldBytes(int slot) {
    Halves halves = values.get(slot);
    return (halves.lower.size + halves.upper.size) * HeldBytes.SLOT;
  }

  @Override
  public List<Object> state(int slot) {
    List<Object> all = new ArrayList<>();
    for (Half half : List.of(values.get(slot).lower, values.get(slot).upper)) {
      for (Map.Entry<BigInteger, Integer> each : half.numbers.entrySet()) {
        for (int i = 0; i < each.getValue(); i++) {
          all.add(each.getKey());
        }
      }
    }
    return List.of(all);
  }

  @Override
  public void load(int slot, List<Object> state) {
    values.set(slot, new Halves());
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    ((List<?>) state.get(0)).forEach(value -> values.get(slot).add((BigInteger) value));
  }

  @Override
  public void result(int slot, Block out, int row) {
    Cells.set(out, row, type, values.get(slot).middle());
  }
}
