// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A batch that is written row by row: {@link #addRow} starts a row of nulls, {@link #beginRow} one
 * that has nothing yet; the setters then write its columns, each at most once.
 */
@Internal
public final class RowBatch implements Batch, RowSink {
  private final DataType[] types;
  private final Block[] columns;
  private final Block[] held;
  private final int capacity;
  private int rows;

  public RowBatch(List<DataType> types, int capacity) {
    this(types, all(types.size()), capacity);
  }

  private static int[] all(int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    return all;
  }

  /**
   * @param used the columns that are written and looked at; the others are not there
   */
  public RowBatch(List<DataType> types, int[] used, int capacity) {
    this.types = types.toArray(new DataType[0]);
    this.capacity = capacity;
    columns = new Block[this.types.length];
    held = new Block[used.length];
    for (int i = 0; i < used.length; i++) {
      held[i] = Block.of(Lane.of(this.types[used[i]]), capacity);
      columns[used[i]] = held[i];
    }
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
    for (Block column : held) {
      column.reset();
    }
  }

  public boolean isFull() {
    return rows == capacity;
  }

  /** Starts the next row, all of whose columns are null. */
  public void addRow() {
    beginRow();
    for (Block column : held) {
      column.setNull(rows - 1);
    }
  }

  /** Starts the next row, each of whose columns is to be written, nulls by {@link #setNull}. */
  public void beginRow() {
    if (rows == capacity) {
      throw new IllegalStateException("batch is full: " + capacity);
    }
    rows++;
  }

  /** Takes the last row back, half written as it may be. */
  public void dropRow() {
    rows--;
  }

  @Override
  public void set(int column, Object value) {
    Cells.set(columns[column], rows - 1, types[column], value);
  }

  @Override
  public void setNull(int column) {
    columns[column].setNull(rows - 1);
  }

  @Override
  public void setBoolean(int column, boolean value) {
    ((BoolBlock) valid(column)).values[rows - 1] = (byte) (value ? -1 : 0);
  }

  @Override
  public void setLong(int column, long value) {
    ((LongBlock) valid(column)).values[rows - 1] = value;
  }

  @Override
  public void setDouble(int column, double value) {
    ((DoubleBlock) valid(column)).values[rows - 1] = value;
  }

  @Override
  public void setWide(int column, long high, long low) {
    Int128Block block = (Int128Block) valid(column);
    block.high[rows - 1] = high;
    block.low[rows - 1] = low;
  }

  @Override
  public void setBytes(int column, byte[] source, int from, int to) {
    ((BytesBlock) valid(column)).set(rows - 1, source, from, to);
  }

  @Override
  public DataType type(int column) {
    return types[column];
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Block column(int index) {
    return columns[index];
  }

  private Block valid(int column) {
    columns[column].setValid(rows - 1);
    return columns[column];
  }
}
