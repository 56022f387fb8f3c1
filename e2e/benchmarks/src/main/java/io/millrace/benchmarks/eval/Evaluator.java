// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.eval;

import io.millrace.benchmarks.harness.Looped;
import io.millrace.benchmarks.workload.Column;

/** A contestant whose answer can be looked at before it is timed. */
abstract class Evaluator extends Looped {
  Evaluator(String name) {
    super(name);
  }

  /** What it computes over all rows; one row for an aggregate. */
  abstract Column answer();

  /** Becomes what it would be after very many rows, to save them. */
  void grow() {}
}
