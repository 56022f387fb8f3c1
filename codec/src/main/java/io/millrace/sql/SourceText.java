// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** The text being read, and the pictures of the places in it where something is wrong. */
final class SourceText {
  private static final int WIDTH = 120;

  private final String text;

  SourceText(String text) {
    this.text = text;
  }

  MillraceException error(ErrorCode code, ParserRuleContext at, String message) {
    return error(code, at.start, at.stop == null ? at.start : at.stop, message, "", "");
  }

  MillraceException error(ErrorCode code, Token at, String message) {
    return error(code, at, at, message, "", "");
  }

  /** {@code hint} stands behind the carets, {@code footer} on a line of its own below. */
  MillraceException error(
      ErrorCode code, Token first, Token last, String message, String hint, String footer) {
    int line = first.getLine();
    int column = first.getCharPositionInLine();
    int width = first.getType() == Token.EOF ? 1 : last.getStopIndex() - first.getStartIndex() + 1;
    StringBuilder all = new StringBuilder(message).append('\n');
    append(all, line, column, width);
    if (!hint.isEmpty()) {
      all.append("  ").append(hint);
    }
    if (!footer.isEmpty()) {
      all.append("\n  ").append(footer);
    }
    return new MillraceException(
        code, all.toString(), new MillraceException.Position(line, column + 1));
  }

  private void append(StringBuilder all, int line, int column, int width) {
    int[] points = line(line).codePoints().toArray();
    int from = column < WIDTH ? 0 : column - WIDTH / 2;
    int to = Math.min(points.length, from + WIDTH);
    String number = "  " + line;
    all.append(number).append(" | ").append(from > 0 ? "…" : "");
    IntStream.range(from, to).forEach(i -> all.appendCodePoint(points[i]));
    all.append(to < points.length ? "…" : "").append('\n');
    all.append(" ".repeat(number.length())).append(" | ").append(from > 0 ? " " : "");
    for (int i = from; i < column; i++) {
      all.append(i < points.length && points[i] == '\t' ? '\t' : ' ');
    }
    all.append("^".repeat(Math.max(1, Math.min(width, to - column))));
  }

  /** Lines end where ANTLR counts them: at a line feed. */
  private String line(int number) {
    String[] lines = text.split("\n", -1);
    return lines[number - 1].replace("\r", "");
  }
}
