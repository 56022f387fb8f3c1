// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.trust.Limits;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The tokens of a text that is not too long and whose brackets are not too deep. */
final class SqlTokens {
  private SqlTokens() {}

  static FurthestTokens of(String sql, SourceText source, Limits limits) {
    if (sql.length() > limits.maxSqlLength()) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot parse expression: found "
              + sql.length()
              + " characters, expected no more than "
              + limits.maxSqlLength()
              + " (maxSqlLength)",
          new MillraceException.Position(1, 1));
    }
    SqlExpressionLexer lexer = new SqlExpressionLexer(CharStreams.fromString(sql));
    lexer.removeErrorListeners();
    FurthestTokens tokens = new FurthestTokens(lexer);
    tokens.fill();
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getText()) {
        case "(", "[", "{" -> depth++;
        case ")", "]", "}" -> depth--;
        default -> {}
      }
      if (depth > limits.maxDepth()) {
        throw source.error(
            ErrorCode.LIMIT_EXCEEDED,
            token,
            "Cannot parse expression: found more than "
                + limits.maxDepth()
                + " nested brackets, expected no more (maxDepth)");
      }
    }
    return tokens;
  }
}
