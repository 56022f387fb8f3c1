// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.value.FoldHash;
import io.millrace.value.NestedHash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * About how many distinct values there are; with the hash of DataFusion, so that the answer is the
 * same. State: a {@link HyperLogLog}.
 */
final class ApproxDistinct implements Accumulator {
  private final DataType type;
  private final BlockHash hash;

  /** The rows of a block that are not null, and their hashes. */
  private int[] valid = new int[0];

  private long[] hashes = new long[0];
  private HyperLogLog[] sketches = new HyperLogLog[0];

  /** Hashes the chosen rows, one behind the other. */
  private interface BlockHash {
    void of(Block block, int[] rows, int count, long[] hashes);
  }

  ApproxDistinct(DataType type) {
    this.type = type;
    hash =
        switch (type.family()) {
          case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION, INTERVAL -> numbers(type);
          case DECIMAL -> decimals(type);
          case TEXT, BINARY -> ApproxDistinct.bytes(type);
          case LIST, STRUCT, MAP, UNION -> nested(type);
          default -> throw new AssertionError("no hash of " + type);
        };
  }

  /** Whether values are counted by hash; of some types there are so few that they are kept. */
  static boolean hashes(DataType type) {
    return switch (type.family()) {
      case NULL, BOOLEAN -> false;
      case SIGNED, UNSIGNED -> type.id().bits() > Short.SIZE;
      default -> true;
    };
  }

  private static BlockHash numbers(DataType type) {
    if (type.equals(DataType.INTERVAL_MONTH_DAY_NANO)) {
      return ApproxDistinct::spans;
    }
    boolean halves = type.equals(DataType.INTERVAL_DAY_TIME);
    long mask = type.id().bits() == Integer.SIZE ? 0xFFFF_FFFFL : -1L;
    return (block, rows, count, hashes) -> {
      long[] values = ((LongBlock) block).values;
      for (int i = 0; i < count; i++) {
        long value = halves ? Long.rotateLeft(values[rows[i]], Integer.SIZE) : values[rows[i]];
        hashes[i] = FoldHash.ofLong(value & mask);
      }
    };
  }

  private static void spans(Block block, int[] rows, int count, long[] hashes) {
    Int128Block spans = (Int128Block) block;
    for (int i = 0; i < count; i++) {
      long monthsFirst = Long.rotateLeft(spans.high[rows[i]], Integer.SIZE);
      hashes[i] = FoldHash.ofWide(spans.low[rows[i]], monthsFirst);
    }
  }

  private static BlockHash decimals(DataType type) {
    return switch (type.id().bits()) {
      case 256 -> ApproxDistinct::widest;
      case 128 ->
          (block, rows, count, hashes) -> {
            Int128Block wide = (Int128Block) block;
            for (int i = 0; i < count; i++) {
              hashes[i] = FoldHash.ofWide(wide.high[rows[i]], wide.low[rows[i]]);
            }
          };
      default -> {
        long mask = type.id().bits() == Integer.SIZE ? 0xFFFF_FFFFL : -1L;
        yield (block, rows, count, hashes) -> {
          Int128Block narrow = (Int128Block) block;
          for (int i = 0; i < count; i++) {
            hashes[i] = FoldHash.ofLong(narrow.low[rows[i]] & mask);
          }
        };
      }
    };
  }

  private static void widest(Block block, int[] rows, int count, long[] hashes) {
    Object[] values = ((ObjectBlock) block).values;
    for (int i = 0; i < count; i++) {
      BigInteger value = (BigInteger) values[rows[i]];
      hashes[i] =
          FoldHash.ofWidest(
              value.shiftRight(192).longValue(),
              value.shiftRight(128).longValue(),
              value.shiftRight(64).longValue(),
              value.longValue());
    }
  }

  private static BlockHash bytes(DataType type) {
    if (type.equals(DataType.UTF8_VIEW) || type.equals(DataType.BINARY_VIEW)) {
      return ApproxDistinct::views;
    }
    return type.isText() ? ApproxDistinct::texts : ApproxDistinct::binaries;
  }

  private static BlockHash nested(DataType type) {
    NestedHash hash = NestedHash.of(type);
    return (block, rows, count, hashes) -> {
      for (int i = 0; i < count; i++) {
        hashes[i] = hash.of(Cells.view(block, rows[i], type));
      }
    };
  }

  private static void texts(Block block, int[] rows, int count, long[] hashes) {
    BytesBlock texts = (BytesBlock) block;
    for (int i = 0; i < count; i++) {
      hashes[i] = FoldHash.ofText(texts.bytes, texts.starts[rows[i]], texts.ends[rows[i]]);
    }
  }

  private static void views(Block block, int[] rows, int count, long[] hashes) {
    BytesBlock views = (BytesBlock) block;
    for (int i = 0; i < count; i++) {
      hashes[i] = FoldHash.ofView(views.bytes, views.starts[rows[i]], views.ends[rows[i]]);
    }
  }

  private static void binaries(Block block, int[] rows, int count, long[] hashes) {
    BytesBlock binaries = (BytesBlock) block;
    for (int i = 0; i < count; i++) {
      hashes[i] =
          FoldHash.ofBinary(binaries.bytes, binaries.starts[rows[i]], binaries.ends[rows[i]]);
    }
  }

  @Override
  public void resize(int count) {
    int before = sketches.length;
    sketches = Arrays.copyOf(sketches, count);
    for (int i = before; i < count; i++) {
      sketches[i] = new HyperLogLog();
    }
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    int count = hash(args[0], rows);
    for (int i = 0; i < count; i++) {
      sketches[slots[valid[i]]].add(hashes[i]);
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int count = hash(args[0], rows);
    sketches[slots[0]].add(hashes, count);
  }

  /** Returns how many rows are not null. */
  private int hash(Block block, int rows) {
    if (valid.length < rows) {
      valid = new int[block.capacity()];
      hashes = new long[block.capacity()];
    }
    int count = LogicalNulls.keepValid(block, valid, ValidRows.list(block, rows, valid), type);
    hash.of(block, valid, count, hashes);
    return count;
  }

  @Override
  public long heldBytes(int slot) {
    return sketches[slot].heldBytes();
  }

  @Override
  public List<Object> state(int slot) {
    return List.of(sketches[slot].toBytes());
  }

  @Override
  public void load(int slot, List<Object> state) {
    sketches[slot] = new HyperLogLog();
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    sketches[slot].addAll((Bytes) state.get(0));
  }

  @Override
  public void result(int slot, Block out, int row) {
    out.setValid(row);
    ((LongBlock) out).values[row] = sketches[slot].estimate();
  }
}
