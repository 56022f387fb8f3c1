// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What becomes of a row for which an expression has no answer, or of a value that the type of its
 * column can not hold, or of a NULL for a property that is a primitive. Objects of a class that
 * does not fit always fail the job.
 */
@PublicEvolving
public enum OnError {
  /**
   * The value is NULL, a filter drops the row; an object with a primitive property that has no
   * value is null as a whole, and windows write none. The metric {@code numErrors} of a function,
   * or {@link ArrowProgram#failures}, counts it.
   */
  NULL,
  /** The job, or the evaluation of the batch, fails with the error. */
  FAIL
}
