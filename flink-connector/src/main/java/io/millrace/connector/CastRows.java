// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.Cells;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows of text, each value cast from text to the type of its column, a block of rows at a time. */
final class CastRows implements Rows {
  private final TextRows rows;
  private final List<Field> fields;
  private final Program casts;
  private final RowErrors[] errors;
  private final TextBatch text;
  private List<TextRow> block = List.of();
  private Block[] values;
  private int next;

  CastRows(TextRows rows, Schema schema) {
    this.rows = rows;
    this.fields = schema.fields();
    List<TypedExpr> outputs = new ArrayList<>();
    this.errors = new RowErrors[fields.size()];
    for (int i = 0; i < fields.size(); i++) {
      errors[i] = new RowErrors();
      outputs.add(cast(i, fields.get(i).type()));
    }
    this.casts = Program.compile(outputs, Block.CAPACITY);
    this.text = new TextBatch(fields.size());
  }

  private static TypedExpr cast(int column, DataType type) {
    TypedExpr text = new TypedExpr.Input(column, DataType.UTF8);
    return type.equals(DataType.UTF8) ? text : new TypedExpr.Cast(text, type, false);
  }

  @Override
  public Row next() throws IOException {
    if (next == block.size()) {
      fill();
      if (block.isEmpty()) {
        return null;
      }
    }
    int row = next++;
    TextRow source = block.get(row);
    if (source.problem() != null) {
      return new Row(source.line(), source.text(), null, source.problem());
    }
    Object[] cells = new Object[fields.size()];
    for (int i = 0; i < cells.length; i++) {
      if (errors[i].failed(row)) {
        String problem = "column \"" + fields.get(i).name() + "\": " + errors[i].message(row);
        return new Row(source.line(), source.text(), null, problem);
      }
      cells[i] = Cells.get(values[i], row, fields.get(i).type());
    }
    return new Row(source.line(), source.text(), cells, null);
  }

  private void fill() throws IOException {
    block = new ArrayList<>(Block.CAPACITY);
    next = 0;
    text.clear();
    while (block.size() < Block.CAPACITY) {
      TextRow row = rows.next();
      if (row == null) {
        break;
      }
      text.set(block.size(), row.cells());
      block.add(row);
    }
    if (!block.isEmpty()) {
      values = casts.evaluate(text, errors);
    }
  }

  @Override
  public void skip(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      rows.next();
    }
  }

  @Override
  public void close() throws IOException {
    casts.close();
    rows.close();
  }

  /** The text of a block of rows by column. */
  private static final class TextBatch implements Batch {
    private final BytesBlock[] columns;
    private int rows;

    TextBatch(int width) {
      columns = new BytesBlock[width];
      for (int i = 0; i < width; i++) {
        columns[i] = new BytesBlock(Block.CAPACITY);
      }
    }

    void clear() {
      rows = 0;
      for (BytesBlock column : columns) {
        column.reset();
        column.clearNulls();
      }
    }

    /** Null cells make a row of nulls. */
    void set(int row, String[] cells) {
      rows = row + 1;
      for (int i = 0; i < columns.length; i++) {
        if (cells == null || cells[i] == null) {
          columns[i].setNull(row);
        } else {
          byte[] utf8 = cells[i].getBytes(StandardCharsets.UTF_8);
          columns[i].setValid(row);
          columns[i].set(row, utf8, 0, utf8.length);
        }
      }
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }
}
