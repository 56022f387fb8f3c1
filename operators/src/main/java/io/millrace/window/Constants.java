// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;

/** Arguments that must be constants. */
final class Constants {
  private Constants() {}

  static Literal of(String function, Call call, int argument) {
    Literal literal = call.constant(argument);
    if (literal == null) {
      throw refused(
          function, "argument " + (argument + 1) + " varies from row to row", "a constant");
    }
    return literal;
  }

  /** A whole number; null for NULL. */
  static Long integer(String function, Call call, int argument) {
    Literal literal = of(function, call, argument);
    if (literal.isNull()) {
      return null;
    }
    if (!literal.type().isInteger()) {
      throw refused(
          function, "argument " + (argument + 1) + " is " + literal.type(), "a whole number");
    }
    return (Long) literal.value();
  }

  static MillraceException refused(String function, String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": " + found + ", expected " + expected);
  }
}
