// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/** A table with a title, shown as Markdown that is aligned for a terminal, too. */
public final class Table {
  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String title, List<String> columns) {
    this.title = title;
    rows.add(List.copyOf(columns));
  }

  public void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder("### ").append(title).append("\n\n");
    for (int i = 0; i < rows.size(); i++) {
      line(rows.get(i), widths, text);
      if (i == 0) {
        for (int width : widths) {
          text.append("| ").append("-".repeat(width)).append(' ');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static void line(List<String> cells, int[] widths, StringBuilder text) {
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length())).append(' ');
    }
    text.append("|\n");
  }
}
