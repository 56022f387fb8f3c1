// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;

/** Expressions that no SQL text stands for. */
final class Unsayable {
  private static final int MOST = 120;

  private Unsayable() {}

  static MillraceException because(Expr expr, String found) {
    return because(expr, found, null);
  }

  static MillraceException because(Expr expr, String found, Throwable cause) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot print "
            + cut(ExprPrinter.display(expr))
            + " as SQL: found that "
            + found
            + ", expected an expression that SQL text gives back",
        cause);
  }

  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST)) + "…";
  }
}
