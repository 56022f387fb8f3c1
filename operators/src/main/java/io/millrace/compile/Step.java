// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;

/**
 * What a program does to fill one slot of a {@link Scope} from others. A row that fails is null in
 * the slot's block, so that nothing looks at a value that was never written.
 */
abstract class Step {
  final int slot;
  final int[] args;

  Step(int slot, int[] args) {
    this.slot = slot;
    this.args = args;
  }

  abstract void run(Scope scope, int rows);

  /** Makes rows fail that failed in an argument; their results are null. */
  final void inheritErrors(Scope scope, Block out) {
    RowErrors errors = scope.errors[slot];
    if (errors == null) {
      return;
    }
    errors.clear();
    for (int arg : args) {
      RowErrors causes = scope.errors[arg];
      if (causes != null && !causes.isEmpty()) {
        for (int row = causes.next(0); row >= 0; row = causes.next(row + 1)) {
          errors.mark(row, causes.cause(row));
          out.setNull(row);
        }
      }
    }
  }

  /** Makes failed rows null. */
  final void hideFailed(Scope scope, Block out) {
    RowErrors errors = scope.errors[slot];
    if (errors != null && !errors.isEmpty()) {
      for (int row = errors.next(0); row >= 0; row = errors.next(row + 1)) {
        out.setNull(row);
      }
    }
  }
}
