// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;

/** A constant, for as many rows as there are. */
final class FillStep extends Step {
  private final Block value;

  FillStep(int slot, Block value) {
    super(slot, new int[0]);
    this.value = value;
  }

  @Override
  void run(Scope scope, int rows) {
    Block out = scope.blocks[slot];
    out.reset();
    out.copy(0, value, 0);
    out.repeat(rows);
  }
}
