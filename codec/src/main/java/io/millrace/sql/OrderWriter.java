// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.SortKey;
import io.millrace.expr.WindowFrame;
import java.util.List;

/** ORDER BY and OVER; what the parser adds by itself is left out. */
final class OrderWriter {
  private final SqlWriter writer;
  private final StringBuilder out;

  OrderWriter(SqlWriter writer, StringBuilder out) {
    this.writer = writer;
    this.out = out;
  }

  /** A bare number would be the number of a column. */
  void writeOrder(List<SortKey> keys) {
    out.append("ORDER BY ");
    for (int i = 0; i < keys.size(); i++) {
      SortKey key = keys.get(i);
      out.append(i == 0 ? "" : ", ");
      writeKey(key.expr());
      out.append(key.ascending() ? "" : " DESC");
      if (key.nullsFirst() == key.ascending()) {
        out.append(key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
      }
    }
  }

  void writeOver(Expr.WindowCall call) {
    out.append(" OVER (");
    String space = "";
    if (!call.partitionBy().isEmpty()) {
      out.append("PARTITION BY ");
      for (int i = 0; i < call.partitionBy().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        writeKey(call.partitionBy().get(i));
      }
      space = " ";
    }
    boolean unordered = Frames.isUnordered(call.orderBy(), call.frame());
    if (!unordered && !call.orderBy().isEmpty()) {
      out.append(space);
      writeOrder(call.orderBy());
      space = " ";
    }
    if (unordered || !call.frame().equals(Frames.unsaid(call.orderBy()))) {
      out.append(space).append(call.frame().units()).append(" BETWEEN ");
      write(call.frame().start(), call);
      out.append(" AND ");
      write(call.frame().end(), call);
    }
    out.append(')');
  }

  /** Literals and placeholders that stand alone are no keys to the parser. */
  private void writeKey(Expr key) {
    boolean alone = key instanceof Expr.Constant || key instanceof Expr.Placeholder;
    out.append(alone ? "(" : "");
    writer.write(key);
    out.append(alone ? ")" : "");
  }

  private void write(WindowFrame.Bound bound, Expr.WindowCall call) {
    switch (bound.direction()) {
      case CURRENT_ROW -> out.append("CURRENT ROW");
      case PRECEDING, FOLLOWING -> {
        boolean free = bound.offset() == null || bound.offset().isNull();
        out.append(free ? "UNBOUNDED" : offset(bound.offset(), call));
        out.append(' ').append(bound.direction());
      }
    }
  }

  private static String offset(Literal offset, Expr.WindowCall call) {
    if (offset.type().equals(DataType.UINT64)) {
      return Long.toUnsignedString((Long) offset.value());
    }
    if (offset.type().equals(DataType.UTF8)) {
      String text = (String) offset.value();
      return isNumber(text) ? text : "INTERVAL " + Words.text(text);
    }
    throw Unsayable.because(call, "its frame has an offset of type " + offset.type());
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
