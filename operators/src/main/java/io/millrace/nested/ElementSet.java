// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.column.ObjectBlock;
import java.util.Arrays;

/**
 * Elements of blocks, each once. Two nulls are the same, and so are two NaN and the two zeros; what
 * is inside of nested elements compares as Java objects do. Used again for one list after another.
 */
final class ElementSet {
  private static final int SMALLEST = 16;

  private Block[] blocks = new Block[SMALLEST];
  private int[] places = new int[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private int size;

  /** One more than the number of an element; 0 for none. */
  private int[] slots = new int[2 * SMALLEST];

  void clear() {
    if (size > 0) {
      Arrays.fill(slots, 0);
      size = 0;
    }
  }

  /** Whether it was not there before. */
  boolean add(Block block, int place) {
    int hash = hash(block, place);
    int slot = slot(block, place, hash);
    if (slots[slot] != 0) {
      return false;
    }
    if (size == places.length) {
      grow();
      slot = slot(block, place, hash);
    }
    blocks[size] = block;
    places[size] = place;
    hashes[size] = hash;
    slots[slot] = ++size;
    return true;
  }

  void addAll(Block block, int from, int to) {
    for (int place = from; place < to; place++) {
      add(block, place);
    }
  }

  boolean contains(Block block, int place) {
    return slots[slot(block, place, hash(block, place))] != 0;
  }

  /** Where an element is, or would be. */
  private int slot(Block block, int place, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int known = slots[slot] - 1;
      if (hashes[known] == hash && same(blocks[known], places[known], block, place)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int length = 2 * places.length;
    blocks = Arrays.copyOf(blocks, length);
    places = Arrays.copyOf(places, length);
    hashes = Arrays.copyOf(hashes, length);
    slots = new int[2 * length];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hashes[i] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int hash(Block block, int place) {
    return block.isNull(place) ? 0 : spread(valueHash(block, place));
  }

  private static int spread(long hash) {
    long mixed = hash * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  private static long valueHash(Block block, int place) {
    if (block instanceof LongBlock longs) {
      return longs.values[place];
    } else if (block instanceof DoubleBlock doubles) {
      return bits(doubles.values[place]);
    } else if (block instanceof BytesBlock texts) {
      int hash = 1;
      for (int i = texts.starts[place]; i < texts.ends[place]; i++) {
        hash = 31 * hash + texts.bytes[i];
      }
      return hash;
    } else if (block instanceof BoolBlock bools) {
      return bools.values[place];
    } else if (block instanceof Int128Block wide) {
      return 31 * wide.high[place] + wide.low[place];
    } else if (block instanceof NestedBlock nested) {
      return nested.view(place).hashCode();
    }
    return ((ObjectBlock) block).values[place].hashCode();
  }

  private static boolean same(Block a, int i, Block b, int j) {
    if (a.isNull(i) || b.isNull(j)) {
      return a.isNull(i) && b.isNull(j);
    }
    if (a instanceof LongBlock longs) {
      return longs.values[i] == ((LongBlock) b).values[j];
    } else if (a instanceof DoubleBlock doubles) {
      return bits(doubles.values[i]) == bits(((DoubleBlock) b).values[j]);
    } else if (a instanceof BytesBlock texts) {
      BytesBlock others = (BytesBlock) b;
      return Arrays.equals(
          texts.bytes,
          texts.starts[i],
          texts.ends[i],
          others.bytes,
          others.starts[j],
          others.ends[j]);
    } else if (a instanceof BoolBlock bools) {
      return bools.values[i] == ((BoolBlock) b).values[j];
    } else if (a instanceof Int128Block wide) {
      Int128Block other = (Int128Block) b;
      return wide.high[i] == other.high[j] && wide.low[i] == other.low[j];
    } else if (a instanceof NestedBlock nested) {
      return nested.view(i).equals(((NestedBlock) b).view(j));
    }
    return ((ObjectBlock) a).values[i].equals(((ObjectBlock) b).values[j]);
  }

  /** The zeros are the same, and so are all NaN. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }
}
