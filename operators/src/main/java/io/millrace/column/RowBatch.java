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
  private final Block[] columns;
  private final BatchCell[] cells;
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
    this.capacity = capacity;
    columns = new Block[types.size()];
    cells = new BatchCell[columns.length];
    held = new Block[used.length];
    for (int i = 0; i < used.length; i++) {
      DataType type = types.get(used[i]);
      held[i] = Block.of(Lane.of(type), capacity);
      columns[used[i]] = held[i];
      cells[used[i]] = BatchCell.of(this, held[i], type);
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
  public CellSink cell(int column) {
    return cells[column];
  }

  public void set(int column, Object value) {
    cells[column].set(value);
  }

  public void setNull(int column) {
    cells[column].setNull();
  }

  public void setBoolean(int column, boolean value) {
    cells[column].setBoolean(value);
  }

  public void setLong(int column, long value) {
    cells[column].setLong(value);
  }

  public void setDouble(int column, double value) {
    cells[column].setDouble(value);
  }

  public void setWide(int column, long high, long low) {
    cells[column].setWide(high, low);
  }

  /** Text as UTF-8, or binary, which is copied. */
  public void setBytes(int column, byte[] source, int from, int to) {
    cells[column].setBytes(source, from, to);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Block column(int index) {
    return columns[index];
  }

  /** The row that is written. */
  int last() {
    return rows - 1;
  }
}
