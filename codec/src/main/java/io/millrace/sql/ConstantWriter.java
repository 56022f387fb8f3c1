// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Decimals;
import io.millrace.expr.Expr;
import io.millrace.expr.Interval;
import io.millrace.expr.IntervalText;
import io.millrace.expr.Literal;
import java.util.HexFormat;

/** Constants of the types that SQL has literals for. */
final class ConstantWriter {
  private ConstantWriter() {}

  /** A number with a sign holds together like any sign before an operand. */
  static Strength write(Expr.Constant constant, StringBuilder out) {
    Literal literal = constant.literal();
    DataType type = literal.type();
    String text = text(literal);
    if (text == null) {
      throw Unsayable.because(
          constant,
          literal.isNull()
              ? "SQL's NULL has no type"
              : "SQL has no literals of " + type + " with that value");
    }
    out.append(text);
    return text.startsWith("-") ? Strength.SIGN : Strength.PRIMARY;
  }

  /** Whether there is a literal that stands for it. */
  static boolean isSaid(Literal literal) {
    return text(literal) != null;
  }

  private static String text(Literal literal) {
    if (literal.equals(Literal.NULL)) {
      return "NULL";
    }
    return literal.isNull() ? null : text(literal.type(), literal.value());
  }

  /** Whether a minus before it would be taken for its own sign. */
  static boolean takesSign(Expr.Constant constant) {
    DataType type = constant.literal().type();
    return type.isNumeric() || type.equals(DataType.INTERVAL_MONTH_DAY_NANO);
  }

  /** Null where there is no literal. */
  private static String text(DataType type, Object value) {
    if (type.equals(DataType.BOOLEAN)) {
      return value.equals(true) ? "TRUE" : "FALSE";
    }
    if (type.equals(DataType.INT64)) {
      return value.toString();
    }
    if (type.equals(DataType.UINT64)) {
      // smaller ones would be Int64
      return (Long) value < 0 ? Long.toUnsignedString((Long) value) : null;
    }
    if (type.equals(DataType.FLOAT64)) {
      return number((Double) value);
    }
    if (type.equals(DataType.UTF8)) {
      return Words.text((String) value);
    }
    if (type.equals(DataType.BINARY)) {
      return "X'" + HexFormat.of().formatHex(((Bytes) value).toArray()) + "'";
    }
    return type.equals(DataType.INTERVAL_MONTH_DAY_NANO)
        ? "INTERVAL " + Words.text(interval((Interval) value))
        : null;
  }

  /** Infinity is what a number too large is read as. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "1e999" : "-1e999";
    }
    return Double.isNaN(value) ? null : Decimals.pointed(value);
  }

  private static String interval(Interval interval) {
    String text = IntervalText.of(interval);
    return text.contains(".") ? text.replaceFirst("\\.?0+ secs$", " secs") : text;
  }
}
