// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What a function does with a row for which its expression has no answer, or with a value that the
 * type of its column can not hold. Objects of a class that does not fit always fail the job, and so
 * does a NULL for a property that is a primitive.
 */
@PublicEvolving
public enum OnError {
  /** The value is NULL, a filter drops the row; the metric {@code numErrors} counts it. */
  NULL,
  /** The job fails with the error. */
  FAIL
}
