// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.sql.SqlExpressionParser.ArgumentContext;
import io.millrace.sql.SqlExpressionParser.ComparisonContext;
import io.millrace.sql.SqlExpressionParser.ComparisonExprContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.QuantifiedExprContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** In DuckDB's dialect {@code name = value} names an argument where it could be a comparison. */
final class NamedArgument {
  private NamedArgument() {}

  static boolean is(ArgumentContext argument) {
    ParserRuleContext at = argument.expr();
    while (at != null) {
      if (at instanceof ComparisonExprContext test) {
        return is(test.left, test.comparison());
      }
      if (at instanceof QuantifiedExprContext test) {
        return is(test.left, test.comparison());
      }
      at = at.getChild(0) instanceof ParserRuleContext first ? first : null;
    }
    return false;
  }

  private static boolean is(ExprContext left, ComparisonContext comparison) {
    Token name = left.start;
    boolean quoted =
        name.getType() == SqlExpressionParser.STRING
            || name.getType() == SqlExpressionParser.QUOTED_WORD;
    boolean word = name.getText().chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    return left.start == left.stop
        && comparison.getText().equals("=")
        && (quoted || (word && !Character.isDigit(name.getText().charAt(0))));
  }
}
