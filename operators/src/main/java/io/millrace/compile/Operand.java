// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;

/**
 * An operand that may be needed for some rows only: a slot that is filled for all rows, or, where
 * {@code nested} is not null, a scope that is run for those that are asked for.
 */
record Operand(int slot, Scope nested) {
  /** Makes {@link #block} and {@link #errors} hold for the first {@code count} of {@code rows}. */
  void evaluate(Scope scope, int[] rows, int count, int total) {
    if (nested != null) {
      nested.run(scope, rows, count, total);
    }
  }

  /** Whether row {@code i} of the block is that of the i-th row asked for. */
  boolean isCompact() {
    return nested != null;
  }

  Block block(Scope scope) {
    return nested == null ? scope.blocks[slot] : nested.result();
  }

  /** Null if no row can have failed. */
  RowErrors errors(Scope scope) {
    RowErrors errors = nested == null ? scope.errors[slot] : nested.resultErrors();
    return errors == null || errors.isEmpty() ? null : errors;
  }

  /** Copies the causes of failed rows among those asked for. */
  void passErrors(Scope scope, int[] rows, int count, RowErrors to) {
    RowErrors causes = errors(scope);
    if (causes != null) {
      for (int i = 0; i < count; i++) {
        int place = isCompact() ? i : rows[i];
        if (causes.failed(place)) {
          to.mark(rows[i], causes.cause(place));
        }
      }
    }
  }
}
