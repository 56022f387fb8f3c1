// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.command.Lines;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as the first rows need, below their names and types; no more rows are kept. */
final class TextTable implements Sheet {
  private static final int MEASURED = 1_000;

  private final List<Field> columns;
  private final Lines out;
  private final List<String[]> lines = new ArrayList<>();
  private final int[] widths;
  private int rows;

  TextTable(List<Field> columns, Lines out) {
    this.columns = columns;
    this.out = out;
    widths = new int[columns.size()];
  }

  @Override
  public void add(Object[] values, String[] errors) {
    String[] line = new String[values.length];
    for (int i = 0; i < line.length; i++) {
      line[i] = oneLine(errors[i] == null ? text(i, values[i]) : "! " + errors[i]);
    }
    if (rows < MEASURED) {
      widen(line);
      lines.add(line);
    } else {
      begin();
      out.println(line(line));
    }
    rows++;
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
    if (rows <= MEASURED) {
      begin();
    }
    return rows == 0 ? List.of() : List.of(rule());
  }

  /** Writes what is kept, and the head above it, once. */
  private void begin() {
    if (rows > MEASURED) {
      return;
    }
    String[] names = columns.stream().map(field -> oneLine(field.name())).toArray(String[]::new);
    String[] types = columns.stream().map(field -> field.type().toString()).toArray(String[]::new);
    widen(names);
    widen(types);
    out.println(rule());
    out.println(line(names));
    out.println(line(types));
    out.println(rule());
    lines.forEach(line -> out.println(line(line)));
    lines.clear();
  }

  private String rule() {
    StringBuilder rule = new StringBuilder("+");
    for (int width : widths) {
      rule.append("-".repeat(width + 2)).append('+');
    }
    return rule.toString();
  }

  private void widen(String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].codePointCount(0, cells[i].length()));
    }
  }

  private String line(String[] cells) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      int missing = widths[i] - cells[i].codePointCount(0, cells[i].length());
      line.append(' ').append(cells[i]).append(" ".repeat(Math.max(0, missing))).append(" |");
    }
    return line.toString();
  }
}
