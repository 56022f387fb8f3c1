// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Int128Block;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Schema;
import java.util.ArrayList;
import java.util.List;

/** Columns of the workload in our engine's blocks, and back. */
final class Blocks {
  private Blocks() {}

  private record Filled(int rows, List<Block> columns) implements Batch {
    @Override
    public Block column(int index) {
      return columns.get(index);
    }
  }

  /** Batches of more rows than a block has are cut into blocks. */
  static List<Batch> of(List<Rows> batches) {
    List<Batch> filled = new ArrayList<>();
    for (Rows rows : batches) {
      for (int from = 0; from < rows.count(); from += Block.CAPACITY) {
        filled.add(filled(rows, from, Math.min(Block.CAPACITY, rows.count() - from)));
      }
    }
    return filled;
  }

  private static Batch filled(Rows rows, int from, int count) {
    Schema schema = Rows.schema();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < rows.columns().size(); i++) {
      Block block = Block.of(Lane.of(schema.fields().get(i).type()), count);
      fill(block, rows.columns().get(i), from, count);
      blocks.add(block);
    }
    return new Filled(count, List.copyOf(blocks));
  }

  private static void fill(Block block, Column column, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (Column.isNull(column.valid(), from + i)) {
        block.setNull(i);
      }
    }
    if (column instanceof Column.Longs longs) {
      System.arraycopy(longs.values(), from, ((LongBlock) block).values, 0, count);
    } else if (column instanceof Column.Doubles doubles) {
      System.arraycopy(doubles.values(), from, ((DoubleBlock) block).values, 0, count);
    } else if (column instanceof Column.Wides wides) {
      System.arraycopy(wides.high(), from, ((Int128Block) block).high, 0, count);
      System.arraycopy(wides.low(), from, ((Int128Block) block).low, 0, count);
    } else if (column instanceof Column.Texts texts) {
      for (int i = 0; i < count; i++) {
        int[] offsets = texts.offsets();
        ((BytesBlock) block).set(i, texts.bytes(), offsets[from + i], offsets[from + i + 1]);
      }
    } else {
      throw new IllegalArgumentException(column.getClass().getName());
    }
  }

  /** A copy of what is in the first rows. */
  static Column column(Block block, int rows, DataType type) {
    long[] valid = null;
    if (block.mayHaveNulls()) {
      valid = new long[Column.words(rows)];
      for (int i = 0; i < rows; i++) {
        valid[i >>> 6] |= (block.isNull(i) ? 0L : 1L) << i;
      }
    }
    return switch (block.lane()) {
      case LONG -> new Column.Longs(rows, ((LongBlock) block).values.clone(), valid);
      case DOUBLE -> new Column.Doubles(rows, ((DoubleBlock) block).values.clone(), valid);
      case BOOL -> new Column.Bools(rows, ((BoolBlock) block).values.clone(), valid);
      case INT128 ->
          new Column.Wides(
              rows, ((Int128Block) block).high.clone(), ((Int128Block) block).low.clone(), valid);
      case BYTES -> texts((BytesBlock) block, rows, valid);
      case OBJECT, NESTED -> throw new IllegalArgumentException("a column of " + type);
    };
  }

  private static Column texts(BytesBlock block, int rows, long[] valid) {
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + (block.isNull(i) ? 0 : block.ends[i] - block.starts[i]);
    }
    byte[] bytes = new byte[offsets[rows] + Long.BYTES];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          block.bytes, block.starts[i], bytes, offsets[i], offsets[i + 1] - offsets[i]);
    }
    return new Column.Texts(rows, bytes, offsets, valid);
  }
}
