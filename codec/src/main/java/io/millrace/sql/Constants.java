// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.IntervalText;
import io.millrace.expr.Literal;
import io.millrace.sql.SqlExpressionParser.IntervalLiteralContext;
import io.millrace.sql.SqlExpressionParser.LiteralContext;
import java.math.BigInteger;
import java.util.HexFormat;
import org.antlr.v4.runtime.Token;

/** Constants as they are written: numbers, texts, bytes and intervals. */
final class Constants {
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MAX_UNSIGNED = MAX_LONG.shiftLeft(1).or(BigInteger.ONE);

  private final SourceText source;

  Constants(SourceText source) {
    this.source = source;
  }

  Expr of(LiteralContext literal) {
    Token token = literal.start;
    String text = token.getText();
    return new Expr.Constant(
        switch (token.getType()) {
          case SqlExpressionParser.NUMBER -> number(text, false);
          case SqlExpressionParser.STRING -> Literal.of(Names.unquoted(text));
          case SqlExpressionParser.ESCAPED_STRING -> Literal.of(escaped(token));
          case SqlExpressionParser.DOLLAR_STRING -> Literal.of(dollarQuoted(token));
          case SqlExpressionParser.HEX_STRING ->
              binary(token, text.substring(2, text.length() - 1));
          case SqlExpressionParser.HEX_NUMBER -> binary(token, text.substring(2));
          case SqlExpressionParser.TRUE -> Literal.TRUE;
          case SqlExpressionParser.FALSE -> Literal.FALSE;
          default -> Literal.NULL;
        });
  }

  /** Int64, beyond it UInt64, beyond that and with a point or exponent Float64. */
  static Literal number(String written, boolean negative) {
    String text =
        written.endsWith("L") || written.endsWith("l")
            ? written.substring(0, written.length() - 1)
            : written;
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      BigInteger value = new BigInteger(negative ? "-" + text : text);
      if (value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0) {
        return Literal.of(value.longValue());
      }
      if (value.signum() > 0 && value.compareTo(MAX_UNSIGNED) <= 0) {
        return new Literal(DataType.UINT64, value.longValue());
      }
    }
    double magnitude = Double.parseDouble(text);
    return Literal.of(negative ? -magnitude : magnitude);
  }

  /** {@code negated} is a minus before the keyword: DataFusion puts it before the first amount. */
  Expr interval(IntervalLiteralContext interval, boolean negated) {
    Token amount = interval.intervalAmount().start;
    boolean negative = negated != (interval.sign != null);
    String text =
        (negative ? "-" : "")
            + plain(amount)
            + (interval.unit == null ? "" : " " + interval.unit.getText());
    try {
      return new Expr.Constant(
          new Literal(
              DataType.INTERVAL_MONTH_DAY_NANO,
              IntervalText.parse(text, IntervalText.Unit.SECOND)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw source.error(
          ErrorCode.SYNTAX,
          amount,
          "Cannot read interval '"
              + text
              + "': "
              + e.getMessage()
              + ", expected amounts with units like '1 day 2 hours'");
    }
  }

  static String plain(Token token) {
    String text = token.getText();
    return text.startsWith("'") ? Names.unquoted(text) : text;
  }

  private Literal binary(Token token, String digits) {
    try {
      byte[] bytes = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
      return new Literal(DataType.BINARY, Bytes.wrap(bytes));
    } catch (IllegalArgumentException e) {
      throw source.error(
          ErrorCode.SYNTAX,
          token,
          "Cannot read binary literal " + token.getText() + ": expected hexadecimal digits");
    }
  }

  private String dollarQuoted(Token token) {
    String text = DollarQuotes.text(token.getText());
    if (text == null) {
      throw source.error(
          ErrorCode.SYNTAX, token, "Cannot read text: found no closing of its dollar quote");
    }
    return text;
  }

  private String escaped(Token token) {
    String text = token.getText();
    try {
      return EscapedText.unescape(text.substring(2, text.length() - 1));
    } catch (IllegalArgumentException e) {
      throw source.error(
          ErrorCode.SYNTAX, token, "Cannot read text " + text + ": " + e.getMessage());
    }
  }
}
