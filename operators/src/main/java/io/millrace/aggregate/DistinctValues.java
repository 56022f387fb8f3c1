// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.ByteWords;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.HeldBytes;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of one type, each once, in the order in which they were first seen. NaN equals NaN and
 * -0.0 equals 0.0; the value seen first is the one that counts.
 */
abstract class DistinctValues {
  private static final int SMALLEST = 8;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  int size;

  static DistinctValues of(DataType type) {
    return switch (Lane.of(type)) {
      case LONG -> new Longs();
      case DOUBLE -> new Doubles();
      case BYTES -> new Texts();
      case BOOL, INT128, OBJECT, NESTED -> new Objects(type);
    };
  }

  /** Adds a value that is not null. */
  abstract void add(Block block, int row);

  /** Adds the values of some rows. */
  void addAll(Block block, ValidRows rows) {
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      add(block, row);
    }
  }

  /** Writes all values to rows from 0 on. */
  abstract void write(Block out);

  /** About how many the values take. */
  long bytes() {
    return size * HeldBytes.SLOT;
  }

  final List<Object> toList(DataType type) {
    Block block = Block.of(Lane.of(type), Math.max(1, size));
    write(block);
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(Cells.get(block, i, type));
    }
    return List.copyOf(values);
  }

  /** A table half of which is free at least. */
  private static int shift(int places) {
    return Long.SIZE - Integer.numberOfTrailingZeros(places);
  }

  /** Longs by themselves; a place that is free holds 0, for which there is a mark. */
  private static class Longs extends DistinctValues {
    private long[] table = new long[2 * SMALLEST];
    private int shift = shift(table.length);
    private boolean zero;
    private long[] values = new long[SMALLEST];

    @Override
    void add(Block block, int row) {
      long value = ((LongBlock) block).values[row];
      add(value, value);
    }

    @Override
    void addAll(Block block, ValidRows rows) {
      long[] all = ((LongBlock) block).values;
      for (int row = rows.next(); row >= 0; row = rows.next()) {
        add(all[row], all[row]);
      }
    }

    /** {@code key} is the same for values that are equal. */
    final void add(long key, long value) {
      if (key == 0) {
        if (!zero) {
          zero = true;
          append(value);
        }
        return;
      }
      int place = (int) ((key * MULTIPLIER) >>> shift);
      while (table[place] != key) {
        if (table[place] == 0) {
          table[place] = key;
          append(value);
          return;
        }
        place = (place + 1) & (table.length - 1);
      }
    }

    private void append(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
      if (2 * size > table.length) {
        grow();
      }
    }

    /** Small tables grow fast, so that few values are moved often. */
    private void grow() {
      long[] old = table;
      table = new long[old.length * (old.length < 1 << 12 ? 4 : 2)];
      shift = shift(table.length);
      for (long key : old) {
        if (key != 0) {
          int place = (int) ((key * MULTIPLIER) >>> shift);
          while (table[place] != 0) {
            place = (place + 1) & (table.length - 1);
          }
          table[place] = key;
        }
      }
    }

    final long value(int index) {
      return values[index];
    }

    @Override
    void write(Block out) {
      System.arraycopy(values, 0, ((LongBlock) out).values, 0, size);
    }
  }

  /** Doubles by bits that are the same for all NaN and for both zeros. */
  private static final class Doubles extends Longs {
    @Override
    void add(Block block, int row) {
      double value = ((DoubleBlock) block).values[row];
      add(Double.doubleToLongBits(value + 0.0), Double.doubleToRawLongBits(value));
    }

    @Override
    void addAll(Block block, ValidRows rows) {
      for (int row = rows.next(); row >= 0; row = rows.next()) {
        add(block, row);
      }
    }

    @Override
    void write(Block out) {
      double[] values = ((DoubleBlock) out).values;
      for (int i = 0; i < size; i++) {
        values[i] = Double.longBitsToDouble(value(i));
      }
    }
  }

  /** Text and binary, one behind the other. */
  private static final class Texts extends DistinctValues {
    private byte[] bytes = new byte[SMALLEST * Long.BYTES];
    private int[] ends = new int[SMALLEST];
    private long[] hashes = new long[SMALLEST];

    /** One more than the number of a value; 0 where a place is free. */
    private int[] table = new int[2 * SMALLEST];

    private int shift = shift(table.length);

    @Override
    void add(Block block, int row) {
      BytesBlock texts = (BytesBlock) block;
      add(texts.bytes, texts.starts[row], texts.ends[row]);
    }

    @Override
    void addAll(Block block, ValidRows rows) {
      for (int row = rows.next(); row >= 0; row = rows.next()) {
        add(block, row);
      }
    }

    private void add(byte[] source, int from, int to) {
      long hash = ByteWords.hash(source, from, to);
      int place = (int) (hash >>> shift);
      while (table[place] != 0) {
        int known = table[place] - 1;
        if (hashes[known] == hash
            && Arrays.equals(bytes, start(known), ends[known], source, from, to)) {
          return;
        }
        place = (place + 1) & (table.length - 1);
      }
      if (size == hashes.length) {
        grow();
        add(source, from, to);
        return;
      }
      int start = start(size);
      if (start + to - from > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + to - from));
      }
      System.arraycopy(source, from, bytes, start, to - from);
      ends[size] = start + to - from;
      hashes[size++] = hash;
      table[place] = size;
    }

    @Override
    long bytes() {
      return super.bytes() + start(size);
    }

    private int start(int index) {
      return index == 0 ? 0 : ends[index - 1];
    }

    private void grow() {
      ends = Arrays.copyOf(ends, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      table = new int[2 * table.length];
      shift--;
      for (int i = 0; i < size; i++) {
        int place = (int) (hashes[i] >>> shift);
        while (table[place] != 0) {
          place = (place + 1) & (table.length - 1);
        }
        table[place] = i + 1;
      }
    }

    @Override
    void write(Block out) {
      for (int i = 0; i < size; i++) {
        ((BytesBlock) out).set(i, bytes, start(i), ends[i]);
      }
    }
  }

  /** Values in the form of {@code Literal}. */
  private static final class Objects extends DistinctValues {
    private final DataType type;
    private final Map<Object, Object> values = new LinkedHashMap<>();
    private long bytes;

    Objects(DataType type) {
      this.type = type;
    }

    @Override
    void add(Block block, int row) {
      Object value = Cells.get(block, row, type);
      if (values.putIfAbsent(value, value) == null) {
        bytes += HeldBytes.of(value);
        size++;
      }
    }

    @Override
    long bytes() {
      return bytes;
    }

    @Override
    void write(Block out) {
      int row = 0;
      for (Object value : values.values()) {
        Cells.set(out, row++, type, value);
      }
    }
  }
}
