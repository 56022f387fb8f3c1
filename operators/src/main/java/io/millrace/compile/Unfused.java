// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import org.apache.flink.annotation.Internal;

/** Why nothing of a program can be fused. */
@Internal
public enum Unfused {
  /** Columns, constants, tests and choices only. */
  NO_CALLS,
  /** Calls over texts, binaries, wide numbers or nested values. */
  NO_NUMBERS,
  /** Calls over numbers that may have no answer for a row, or are made of some that may. */
  MAY_FAIL,
  /** Calls over numbers of which none is only the operand of another. */
  SINGLE_CALLS;

  /** Of a graph in which there is no {@link FusedGroup}. */
  static Unfused of(Graph graph) {
    Unfused reason = NO_CALLS;
    for (int id = 0; id < graph.size(); id++) {
      Node node = graph.node(id);
      Unfused of = node.kernel() == null ? NO_CALLS : ofCall(node);
      reason = of.compareTo(reason) > 0 ? of : reason;
    }
    return reason;
  }

  private static Unfused ofCall(Node node) {
    if (node.isFusible()) {
      return SINGLE_CALLS;
    }
    return Loops.isNumeric(node.kernel()) ? MAY_FAIL : NO_NUMBERS;
  }
}
