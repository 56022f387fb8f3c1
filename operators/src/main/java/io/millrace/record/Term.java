// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/**
 * A part of an expression that evaluates itself over the row at hand, by a method of its own for
 * each carrier: long, double, truth, bytes, block. Where a row has no answer it throws {@code
 * EvaluationError}.
 */
abstract class Term {
  /** Of a {@linkplain Leaf leaf} always; of a long or a double after it has been evaluated. */
  boolean isNull;

  /** Evaluates, and says whether it is null. */
  abstract boolean testNull();
}
