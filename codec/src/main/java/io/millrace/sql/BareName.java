// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.sql.SqlExpressionParser.ArgumentsContext;
import io.millrace.sql.SqlExpressionParser.ArithmeticExprContext;
import io.millrace.sql.SqlExpressionParser.CaseExpressionContext;
import io.millrace.sql.SqlExpressionParser.ColumnReferenceContext;
import io.millrace.sql.SqlExpressionParser.ComparisonExprContext;
import io.millrace.sql.SqlExpressionParser.ContainmentExprContext;
import io.millrace.sql.SqlExpressionParser.LogicalExprContext;
import org.antlr.v4.runtime.ParserRuleContext;

/** Reserved words that stand for a column without quotes, where DataFusion takes them for it. */
final class BareName {
  private BareName() {}

  static boolean isRefused(ColumnReferenceContext column, Dialect dialect) {
    if (column.bareReserved() == null) {
      return false;
    }
    return switch (column.start.getType()) {
      case SqlExpressionParser.STRUCT -> dialect != Dialect.DUCKDB;
      case SqlExpressionParser.DISTINCT -> isFirstArgument(column);
      case SqlExpressionParser.ALL -> isFirstArgument(column) || isBehindOperator(column);
      case SqlExpressionParser.CASE -> isBeforeWhen(column);
      case SqlExpressionParser.ANY, SqlExpressionParser.SOME -> isBehindOperator(column);
      default -> false;
    };
  }

  /** Where it says how often equal values count. */
  private static boolean isFirstArgument(ColumnReferenceContext column) {
    return largest(column) instanceof ArgumentsContext;
  }

  /** Where it says that the operator is for the elements of a list. */
  private static boolean isBehindOperator(ColumnReferenceContext column) {
    ParserRuleContext operation = largest(column).getParent();
    return operation instanceof ArithmeticExprContext
        || operation instanceof ComparisonExprContext
        || operation instanceof ContainmentExprContext
        || operation instanceof LogicalExprContext;
  }

  /** Where it begins a CASE of its own. */
  private static boolean isBeforeWhen(ParserRuleContext column) {
    ParserRuleContext part = column;
    while (part.getParent() != null && part.getParent().stop == column.stop) {
      part = part.getParent();
    }
    return part.getParent() instanceof CaseExpressionContext choice && choice.base == part;
  }

  /** The largest part of the tree that begins with it. */
  private static ParserRuleContext largest(ParserRuleContext column) {
    ParserRuleContext part = column;
    while (part.getParent() != null && part.getParent().start == column.start) {
      part = part.getParent();
    }
    return part;
  }
}
