// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as they need, below their names and types. */
final class TextTable implements Sheet {
  private final List<Field> columns;
  private final List<String[]> lines = new ArrayList<>();

  TextTable(List<Field> columns) {
    this.columns = columns;
  }

  @Override
  public void add(Object[] values, String[] errors) {
    String[] line = new String[values.length];
    for (int i = 0; i < line.length; i++) {
      line[i] = oneLine(errors[i] == null ? text(i, values[i]) : "! " + errors[i]);
    }
    lines.add(line);
  }

  private String text(int column, Object value) {
    return value == null
        ? "NULL"
        : ExprPrinter.value(new Literal(columns.get(column).type(), value));
  }

  /** What a terminal would take for a command is written as an escape. */
  private static String oneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return line.toString();
  }

  @Override
  public List<String> end() {
    String[] names = columns.stream().map(field -> oneLine(field.name())).toArray(String[]::new);
    String[] types = columns.stream().map(field -> field.type().toString()).toArray(String[]::new);
    int[] widths = new int[names.length];
    widen(widths, names);
    widen(widths, types);
    lines.forEach(line -> widen(widths, line));
    StringBuilder rule = new StringBuilder("+");
    for (int width : widths) {
      rule.append("-".repeat(width + 2)).append('+');
    }
    List<String> table = new ArrayList<>();
    table.add(rule.toString());
    table.add(line(names, widths));
    table.add(line(types, widths));
    table.add(rule.toString());
    lines.forEach(line -> table.add(line(line, widths)));
    if (!lines.isEmpty()) {
      table.add(rule.toString());
    }
    return table;
  }

  private static void widen(int[] widths, String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].codePointCount(0, cells[i].length()));
    }
  }

  private static String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      int missing = widths[i] - cells[i].codePointCount(0, cells[i].length());
      line.append(' ').append(cells[i]).append(" ".repeat(missing)).append(" |");
    }
    return line.toString();
  }
}
