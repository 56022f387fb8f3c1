// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.expr.Schema;
import java.io.IOException;
import java.io.InputStream;

/** One JSON object a line, as {@link JsonCells} has it; empty lines are no rows. */
final class JsonRows implements TextRows {
  private final Lines lines;
  private final JsonCells cells;

  JsonRows(InputStream in, Schema schema) {
    this.lines = Lines.over(in);
    this.cells = new JsonCells(schema);
  }

  @Override
  public TextRow next() throws IOException {
    byte[] line = lines.nextBytes();
    while (line != null && line.length == 0) {
      line = lines.nextBytes();
    }
    return line == null ? null : cells.row(line, lines.number());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
