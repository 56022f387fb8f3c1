// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** The first syntax error ends the parse, with what was found and what could have stood there. */
final class SyntaxErrors extends BaseErrorListener {
  /** What ends an expression, so that an operator may follow. */
  private static final Set<Integer> ENDS =
      Set.of(
          SqlExpressionParser.NUMBER,
          SqlExpressionParser.STRING,
          SqlExpressionParser.ESCAPED_STRING,
          SqlExpressionParser.DOLLAR_STRING,
          SqlExpressionParser.HEX_STRING,
          SqlExpressionParser.HEX_NUMBER,
          SqlExpressionParser.TRUE,
          SqlExpressionParser.FALSE,
          SqlExpressionParser.NULL,
          SqlExpressionParser.WORD,
          SqlExpressionParser.QUOTED_WORD,
          SqlExpressionParser.END,
          SqlExpressionParser.PLACEHOLDER);

  private static final int MAX_FOUND = 60;

  private final SourceText source;
  private final FurthestTokens tokens;

  SyntaxErrors(SourceText source, FurthestTokens tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offending,
      int line,
      int column,
      String message,
      RecognitionException cause) {
    Token query = tokens.subquery();
    if (query != null) {
      throw source.error(
          ErrorCode.NOT_ALLOWED_HERE,
          query,
          "Cannot bind a subquery: found \"" + query.getText() + "\", expected an expression");
    }
    Token token = tokens.furthest();
    throw source.error(
        ErrorCode.SYNTAX,
        token,
        "Cannot parse SQL: found " + found(token) + ", expected " + expected());
  }

  private static String found(Token token) {
    String text = token.getText();
    if (token.getType() == Token.EOF) {
      return "the end of the text";
    }
    if (token.getType() == SqlExpressionParser.OTHER && (text.equals("'") || text.equals("\""))) {
      return "a quote that is not closed";
    }
    if (text.length() > MAX_FOUND) {
      return "\"" + text.substring(0, text.offsetByCodePoints(0, MAX_FOUND / 2)) + "…\"";
    }
    return text.startsWith("'") ? "the text " + text : "\"" + text + "\"";
  }

  private String expected() {
    Token before = tokens.beforeFurthest();
    boolean ended =
        before != null && (ENDS.contains(before.getType()) || ")]}".contains(before.getText()));
    return ended ? "an operator or the end" : "an expression";
  }
}
