// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;

/** One column of the last row of a batch: for each lane. */
abstract sealed class BatchCell implements CellSink {
  private final RowBatch batch;
  private final Block block;
  private final DataType type;

  private BatchCell(RowBatch batch, Block block, DataType type) {
    this.batch = batch;
    this.block = block;
    this.type = type;
  }

  static BatchCell of(RowBatch batch, Block block, DataType type) {
    return switch (block.lane()) {
      case BOOL -> new OfBoolean(batch, (BoolBlock) block, type);
      case LONG -> new OfLong(batch, (LongBlock) block, type);
      case DOUBLE -> new OfDouble(batch, (DoubleBlock) block, type);
      case INT128 -> new OfWide(batch, (Int128Block) block, type);
      case BYTES -> new OfBytes(batch, (BytesBlock) block, type);
      case OBJECT, NESTED -> new OfObject(batch, block, type);
    };
  }

  /** The row, which has a value now. */
  final int valid() {
    int row = batch.last();
    block.setValid(row);
    return row;
  }

  @Override
  public final void setNull() {
    block.setNull(batch.last());
  }

  @Override
  public final void set(Object value) {
    Cells.set(block, batch.last(), type, value);
  }

  private static final class OfBoolean extends BatchCell {
    private final BoolBlock block;

    OfBoolean(RowBatch batch, BoolBlock block, DataType type) {
      super(batch, block, type);
      this.block = block;
    }

    @Override
    public void setBoolean(boolean value) {
      block.values[valid()] = (byte) (value ? -1 : 0);
    }
  }

  private static final class OfLong extends BatchCell {
    private final LongBlock block;

    OfLong(RowBatch batch, LongBlock block, DataType type) {
      super(batch, block, type);
      this.block = block;
    }

    @Override
    public void setLong(long value) {
      block.values[valid()] = value;
    }
  }

  private static final class OfDouble extends BatchCell {
    private final DoubleBlock block;

    OfDouble(RowBatch batch, DoubleBlock block, DataType type) {
      super(batch, block, type);
      this.block = block;
    }

    @Override
    public void setDouble(double value) {
      block.values[valid()] = value;
    }
  }

  private static final class OfWide extends BatchCell {
    private final Int128Block block;

    OfWide(RowBatch batch, Int128Block block, DataType type) {
      super(batch, block, type);
      this.block = block;
    }

    @Override
    public void setWide(long high, long low) {
      int row = valid();
      block.high[row] = high;
      block.low[row] = low;
    }
  }

  private static final class OfBytes extends BatchCell {
    private final BytesBlock block;

    OfBytes(RowBatch batch, BytesBlock block, DataType type) {
      super(batch, block, type);
      this.block = block;
    }

    @Override
    public void setBytes(byte[] source, int from, int to) {
      block.set(valid(), source, from, to);
    }
  }

  private static final class OfObject extends BatchCell {
    OfObject(RowBatch batch, Block block, DataType type) {
      super(batch, block, type);
    }
  }
}
