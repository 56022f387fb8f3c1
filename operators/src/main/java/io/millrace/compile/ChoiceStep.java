// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Masks;
import io.millrace.column.RowErrors;

/**
 * CASE: operands are condition, value, condition, value, …, last value. A row that a condition made
 * true is not shown to the operands after its value. Finds the rows of each value and copies them.
 */
final class ChoiceStep extends Step {
  private final Operand[] operands;
  private final int[] open;
  private final int[] taken;

  ChoiceStep(int slot, Operand[] operands, int[] open, int[] taken) {
    super(slot, new int[0]);
    this.operands = operands;
    this.open = open;
    this.taken = taken;
  }

  /** The masks of a condition, in which null is false. */
  private static byte[] trueRows(BoolBlock condition, int rows) {
    if (condition.hasNulls(rows)) {
      Masks.clear(condition.values, condition.validWords(), rows);
    }
    return condition.values;
  }

  @Override
  void run(Scope scope, int rows) {
    scope.blocks[slot].reset();
    RowErrors errors = scope.errors[slot];
    if (errors != null) {
      errors.clear();
    }
    for (int i = 0; i < rows; i++) {
      open[i] = i;
    }
    int left = rows;
    int last = operands.length - 1;
    for (int i = 0; i < last && left > 0; i += 2) {
      int before = left;
      left = part(scope, operands[i], left, rows);
      int chosen = before - left;
      if (errors != null) {
        chosen = withoutFailed(errors, chosen);
      }
      take(scope, operands[i + 1], taken, chosen, rows);
    }
    take(scope, operands[last], open, left, rows);
    hideFailed(scope, scope.blocks[slot]);
  }

  /** Moves the rows that are true or failed from open to taken; returns how many are left open. */
  private int part(Scope scope, Operand condition, int count, int total) {
    condition.evaluate(scope, open, count, total);
    if (scope.errors[slot] != null) {
      condition.passErrors(scope, open, count, scope.errors[slot]);
    }
    BoolBlock block = (BoolBlock) condition.block(scope);
    RowErrors causes = condition.errors(scope);
    boolean compact = condition.isCompact();
    byte[] yes = trueRows(block, compact ? count : total);
    int left = 0;
    int chosen = 0;
    for (int i = 0; i < count; i++) {
      int row = open[i];
      int place = compact ? i : row;
      int mask = yes[place];
      if (causes != null && causes.failed(place)) {
        mask = -1;
      }
      taken[chosen] = row;
      open[left] = row;
      chosen -= mask;
      left += 1 + mask;
    }
    return left;
  }

  private int withoutFailed(RowErrors errors, int count) {
    if (errors.isEmpty()) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!errors.failed(taken[i])) {
        taken[kept++] = taken[i];
      }
    }
    return kept;
  }

  private void take(Scope scope, Operand value, int[] rows, int count, int total) {
    if (count == 0) {
      return;
    }
    value.evaluate(scope, rows, count, total);
    Block out = scope.blocks[slot];
    out.copyRows(rows, value.block(scope), value.isCompact() ? null : rows, count);
    if (scope.errors[slot] != null) {
      value.passErrors(scope, rows, count, scope.errors[slot]);
    }
  }
}
