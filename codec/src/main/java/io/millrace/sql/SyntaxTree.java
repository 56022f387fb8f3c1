// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.Limit;
import io.millrace.Limits;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Text to the tree of one rule of the grammar. */
final class SyntaxTree {
  private SyntaxTree() {}

  /** The fast strategy reads all that is well-formed; the thorough one says what is wrong. */
  static <T> T of(
      String sql, SourceText source, Limits limits, Function<SqlExpressionParser, T> rule) {
    FurthestTokens tokens = SqlTokens.of(sql, source, limits);
    SqlExpressionParser parser = new SqlExpressionParser(tokens);
    parser.removeErrorListeners();
    parser.bound(
        limits.length(Limit.DEPTH) + 1,
        () -> {
          throw source.error(
              Limit.DEPTH.code(),
              tokens.LT(1),
              limits.refusal(Limit.DEPTH, "parse SQL", "expressions nested deeper"));
        });
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return rule.apply(parser);
    } catch (ParseCancellationException e) {
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new SyntaxErrors(source, tokens));
      return rule.apply(parser);
    }
  }
}
