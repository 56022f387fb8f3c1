// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.closure.Thrown;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.udf.JavaForm;
import io.millrace.udf.UserFunction;

/** What becomes of what users' code throws: the error of a row, but for what ends the task. */
final class Failures {
  private Failures() {}

  /**
   * A row's error, with the code of the limit that the row went over, or EVALUATION.
   *
   * @throws MillraceException for interruption, which is no row's error
   */
  static EvaluationError error(UserFunction function, Throwable thrown) {
    String text = text(function, thrown);
    return thrown instanceof MillraceException own && own.code().stage() == ErrorCode.Stage.LIMIT
        ? new EvaluationError(own.code(), text)
        : new EvaluationError(text);
  }

  private static String text(UserFunction function, Throwable thrown) {
    if (thrown instanceof MillraceException end && end.code() == ErrorCode.INTERRUPTED) {
      throw end;
    }
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      throw new MillraceException(
          ErrorCode.INTERRUPTED, "Cannot go on with " + named(function) + ": interrupted", thrown);
    }
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
    return named(function)
        + " failed: "
        + (thrown instanceof MillraceException own ? own.getMessage() : Thrown.text(thrown));
  }

  static String named(UserFunction function) {
    return "function '" + function.name() + "'";
  }

  /** A result in the engine's form, or the text of its error in an exception. */
  static Object literal(UserFunction function, JavaForm form, Object value, DataType type) {
    try {
      return form.toLiteral(value, type);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "it gave a " + value.getClass().getName() + ", expected " + form.type().getName(), e);
    }
  }
}
