// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;

/** A constant, for as many rows as there are. */
final class FillStep extends Step {
  private final int node;

  FillStep(int slot, int node) {
    super(slot, new int[0]);
    this.node = node;
  }

  @Override
  void run(Scope scope, int rows) {
    Block out = scope.blocks[slot];
    out.reset();
    out.copy(0, scope.parameters.constant(node), 0);
    out.repeat(rows);
  }
}
