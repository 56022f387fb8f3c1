// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/**
 * The tokens of a text that is not too long and whose brackets are not too deep: the parser looks
 * ahead, so depth is bounded before it starts.
 */
final class SqlTokens {
  private final SourceText source;
  private final Limits limits;
  private int brackets;
  private int angles;
  private int before = Token.EOF;

  /** What stands behind an operand and never before one. */
  private static final Set<String> BEHIND_OPERANDS =
      Set.of(
          (") ] } , . = == <> != < <= > >= <=> ~~ ~~* !~ !~* !~~ !~~* * / % || | & ^ << :: @> <@")
              .split(" "));

  /** The last visible token if it is a NOT, else null. */
  private WritableToken not;

  private SqlTokens(SourceText source, Limits limits) {
    this.source = source;
    this.limits = limits;
  }

  static FurthestTokens of(String sql, SourceText source, Limits limits) {
    if (sql.length() > limits.of(Limit.SQL_LENGTH)) {
      throw new MillraceException(
          Limit.SQL_LENGTH.code(),
          limits.refusal(Limit.SQL_LENGTH, "parse SQL", sql.length() + " characters"),
          new MillraceException.Position(1, 1));
    }
    SqlExpressionLexer lexer = new SqlExpressionLexer(CharStreams.fromString(sql));
    lexer.removeErrorListeners();
    FurthestTokens tokens = new FurthestTokens(lexer);
    tokens.fill();
    SqlTokens checks = new SqlTokens(source, limits);
    tokens.getTokens().forEach(checks::check);
    return tokens;
  }

  private void check(Token token) {
    if (token.getType() == SqlExpressionLexer.BLOCK_COMMENT
        && !NestedComments.isClosed(token.getText())) {
      throw source.error(
          ErrorCode.SYNTAX, token, "Cannot parse SQL: found a comment that is not closed");
    }
    if (token.getChannel() != Token.DEFAULT_CHANNEL) {
      return;
    }
    if (not != null && isBehindOperand(token)) {
      not.setType(SqlExpressionLexer.WORD);
    }
    not = token.getType() == SqlExpressionLexer.NOT ? (WritableToken) token : null;
    switch (token.getText()) {
      case "(", "[", "{" -> brackets++;
      case ")", "]", "}" -> brackets--;
      case "<" -> angles += opensType() ? 1 : 0;
      case ">" -> angles -= angles > 0 ? 1 : 0;
      default -> {}
    }
    before = token.getType();
    if (brackets + angles > limits.of(Limit.DEPTH)) {
      throw source.error(
          Limit.DEPTH.code(),
          token,
          limits.refusal(Limit.DEPTH, "parse SQL", "brackets nested deeper"));
    }
  }

  /** A NOT that negates nothing is the name of a column. */
  private static boolean isBehindOperand(Token token) {
    return token.getType() == Token.EOF || BEHIND_OPERANDS.contains(token.getText());
  }

  private boolean opensType() {
    return before == SqlExpressionLexer.ARRAY || before == SqlExpressionLexer.STRUCT;
  }
}
