// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Masks;
import java.util.Arrays;

/** IS NULL: never null itself. */
final class NullTestStep extends Step {
  NullTestStep(int slot, int arg) {
    super(slot, new int[] {arg});
  }

  @Override
  void run(Scope scope, int rows) {
    BoolBlock out = (BoolBlock) scope.blocks[slot];
    Block arg = scope.blocks[args[0]];
    out.reset();
    if (arg.hasNulls(rows)) {
      Masks.spread(arg.validWords(), -1L, out.values, rows);
    } else {
      Arrays.fill(out.values, 0, rows, (byte) 0);
    }
    inheritErrors(scope, out);
  }
}
