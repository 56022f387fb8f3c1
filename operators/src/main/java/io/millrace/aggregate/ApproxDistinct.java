// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.column.ValidRows;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.value.FoldHash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * About how many distinct values there are; with the hash of DataFusion, so that the answer is the
 * same. State: a {@link HyperLogLog}.
 */
final class ApproxDistinct implements Accumulator {
  private final BlockHash hash;
  private long[] hashes = new long[0];
  private HyperLogLog[] sketches = new HyperLogLog[0];

  /** Hashes the rows that are left, one behind the other; returns how many they are. */
  private interface BlockHash {
    int of(Block block, ValidRows rows, long[] hashes);
  }

  ApproxDistinct(DataType type) {
    hash =
        switch (type.family()) {
          case SIGNED, UNSIGNED, DATE, TIME, TIMESTAMP, DURATION, INTERVAL -> numbers(type);
          case DECIMAL -> decimals(type);
          case TEXT, BINARY -> ApproxDistinct.bytes(type);
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
    return (block, rows, hashes) -> {
      long[] values = ((LongBlock) block).values;
      int count = 0;
      for (int row = rows.next(); row >= 0; row = rows.next()) {
        long value = halves ? Long.rotateLeft(values[row], Integer.SIZE) : values[row];
        hashes[count++] = FoldHash.ofLong(value & mask);
      }
      return count;
    };
  }

  private static int spans(Block block, ValidRows rows, long[] hashes) {
    Int128Block spans = (Int128Block) block;
    int count = 0;
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      long monthsFirst = Long.rotateLeft(spans.high[row], Integer.SIZE);
      hashes[count++] = FoldHash.ofWide(spans.low[row], monthsFirst);
    }
    return count;
  }

  private static BlockHash decimals(DataType type) {
    return switch (type.id().bits()) {
      case 256 -> ApproxDistinct::widest;
      case 128 ->
          (block, rows, hashes) -> {
            Int128Block wide = (Int128Block) block;
            int count = 0;
            for (int row = rows.next(); row >= 0; row = rows.next()) {
              hashes[count++] = FoldHash.ofWide(wide.high[row], wide.low[row]);
            }
            return count;
          };
      default -> {
        long mask = type.id().bits() == Integer.SIZE ? 0xFFFF_FFFFL : -1L;
        yield (block, rows, hashes) -> {
          Int128Block narrow = (Int128Block) block;
          int count = 0;
          for (int row = rows.next(); row >= 0; row = rows.next()) {
            hashes[count++] = FoldHash.ofLong(narrow.low[row] & mask);
          }
          return count;
        };
      }
    };
  }

  private static int widest(Block block, ValidRows rows, long[] hashes) {
    Object[] values = ((ObjectBlock) block).values;
    int count = 0;
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      BigInteger value = (BigInteger) values[row];
      hashes[count++] =
          FoldHash.ofWidest(
              value.shiftRight(192).longValue(),
              value.shiftRight(128).longValue(),
              value.shiftRight(64).longValue(),
              value.longValue());
    }
    return count;
  }

  private static BlockHash bytes(DataType type) {
    if (type.equals(DataType.UTF8_VIEW) || type.equals(DataType.BINARY_VIEW)) {
      return ApproxDistinct::views;
    }
    return type.isText() ? ApproxDistinct::texts : ApproxDistinct::binaries;
  }

  private static int texts(Block block, ValidRows rows, long[] hashes) {
    BytesBlock texts = (BytesBlock) block;
    int count = 0;
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      hashes[count++] = FoldHash.ofText(texts.bytes, texts.starts[row], texts.ends[row]);
    }
    return count;
  }

  private static int views(Block block, ValidRows rows, long[] hashes) {
    BytesBlock views = (BytesBlock) block;
    int count = 0;
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      hashes[count++] = FoldHash.ofView(views.bytes, views.starts[row], views.ends[row]);
    }
    return count;
  }

  private static int binaries(Block block, ValidRows rows, long[] hashes) {
    BytesBlock binaries = (BytesBlock) block;
    int count = 0;
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      hashes[count++] = FoldHash.ofBinary(binaries.bytes, binaries.starts[row], binaries.ends[row]);
    }
    return count;
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
    hash(args[0], rows);
    ValidRows left = new ValidRows(args[0], rows);
    int count = 0;
    for (int row = left.next(); row >= 0; row = left.next()) {
      sketches[slots[row]].add(hashes[count++]);
    }
  }

  @Override
  public void updateOne(Block[] args, int[] slots, int rows) {
    int count = hash(args[0], rows);
    sketches[slots[0]].add(hashes, count);
  }

  private int hash(Block block, int rows) {
    if (hashes.length < rows) {
      hashes = new long[block.capacity()];
    }
    return hash.of(block, new ValidRows(block, rows), hashes);
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
