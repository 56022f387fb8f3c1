// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import org.apache.flink.annotation.Internal;

/**
 * Thrown by a kernel for one row that has no answer; the loop around it marks the row in {@link
 * RowErrors} and goes on. Without a stack trace, so that it is cheap.
 */
@Internal
public final class EvaluationError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public EvaluationError(String message) {
    this(ErrorCode.EVALUATION, message);
  }

  /**
   * @param code EVALUATION, or that of a limit that the row went over
   */
  public EvaluationError(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** That of a row whose time is up; what else was thrown is thrown again. */
  public static EvaluationError ofDeadline(MillraceException e) {
    if (e.code() != ErrorCode.DEADLINE_EXCEEDED) {
      throw e;
    }
    return new EvaluationError(e.code(), e.getMessage());
  }

  public ErrorCode code() {
    return code;
  }
}
