// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of text, each value cast from text to the type of its column, a block of rows at a time. */
final class CastRows implements Rows {
  private final TextRows rows;
  private final List<Field> fields;
  private final Program casts;
  private final RowErrors[] errors;
  private final RowBatch text;
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
    this.text = new RowBatch(Collections.nCopies(fields.size(), DataType.UTF8), Block.CAPACITY);
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
      add(row);
      block.add(row);
    }
    if (!block.isEmpty()) {
      values = casts.evaluate(text, errors);
    }
  }

  /** An unreadable row becomes a row of nulls. */
  private void add(TextRow row) {
    text.addRow();
    if (row.cells() != null) {
      for (int i = 0; i < row.cells().length; i++) {
        text.set(i, row.cells()[i]);
      }
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
}
