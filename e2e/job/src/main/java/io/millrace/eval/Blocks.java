// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.column.Block;
import io.millrace.column.RowBatch;
import io.millrace.connector.Rows;
import io.millrace.expr.Field;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of a source, a block at a time. */
final class Blocks implements Closeable {
  /** What becomes of rows that can not be read. */
  enum Unread {
    /** They are rows of nulls. */
    SHOWN,
    /** They are left out. */
    DROPPED
  }

  private final Source source;
  private final Unread unread;
  private final Rows rows;
  private final RowBatch batch;
  private final List<String> problems = new ArrayList<>();
  private boolean done;

  Blocks(Source source, Unread unread) throws IOException {
    this.source = source;
    this.unread = unread;
    this.rows = source.open();
    this.batch =
        new RowBatch(source.schema().fields().stream().map(Field::type).toList(), Block.CAPACITY);
  }

  /** The next rows; without any at the end. */
  RowBatch next() throws IOException {
    batch.clear();
    problems.clear();
    if (rows != null) {
      while (!batch.isFull() && problems.size() < Block.CAPACITY && read()) {}
    } else if (!done && source.schema().fields().isEmpty()) {
      batch.addRow();
      problems.add(null);
      done = true;
    }
    return batch;
  }

  private boolean read() throws IOException {
    Rows.Row row = rows.next();
    if (row == null) {
      return false;
    }
    problems.add(row.problem() == null ? null : "line " + row.line() + ": " + row.problem());
    if (row.problem() != null && unread == Unread.DROPPED) {
      return true;
    }
    batch.addRow();
    if (row.values() != null) {
      for (int i = 0; i < row.values().length; i++) {
        batch.set(i, row.values()[i]);
      }
    }
    return true;
  }

  /** Why rows that were read for this block could not be; null for one that could. */
  List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
  }
}
