// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/**
 * Thrown by a kernel for one row that has no answer; the loop around it marks the row in {@link
 * RowErrors} and goes on. Without a stack trace, so that it is cheap.
 */
@Internal
public final class EvaluationError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvaluationError(String message) {
    super(message, null, false, false);
  }
}
