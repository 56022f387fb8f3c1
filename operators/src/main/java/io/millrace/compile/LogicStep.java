// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.BoolBlock;
import io.millrace.column.RowErrors;
import java.util.Arrays;

/**
 * AND and OR of three-valued logic. A row that an operand decides is not shown to the operands
 * after it: it neither fails there nor, where they are evaluated by need, is evaluated.
 */
final class LogicStep extends Step {
  /** By the value that decides. */
  enum Kind {
    AND((byte) 0),
    OR((byte) -1);

    private final byte decisive;

    Kind(byte decisive) {
      this.decisive = decisive;
    }
  }

  private final Kind kind;
  private final Operand[] operands;
  private final int[] open;
  private final long[] nulls;

  /**
   * @param open for rows of operands evaluated by need; null if there are none
   */
  LogicStep(int slot, Kind kind, Operand[] operands, int[] open, int capacity) {
    super(slot, new int[0]);
    this.kind = kind;
    this.operands = operands;
    this.open = open;
    nulls = new long[(capacity + 63) >>> 6];
  }

  @Override
  void run(Scope scope, int rows) {
    BoolBlock out = (BoolBlock) scope.blocks[slot];
    out.reset();
    Arrays.fill(out.values, 0, rows, (byte) ~kind.decisive);
    Arrays.fill(nulls, 0, (rows + 63) >>> 6, 0L);
    if (scope.errors[slot] != null) {
      scope.errors[slot].clear();
    }
    for (Operand operand : operands) {
      if (operand.isCompact()) {
        combineOpen(scope, operand, out.values, rows);
      } else {
        combine(scope, operand, out.values, rows);
      }
    }
    for (int word = 0; word < (rows + 63) >>> 6; word++) {
      for (long bits = nulls[word]; bits != 0; bits &= bits - 1) {
        int row = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (out.values[row] != kind.decisive) {
          out.setNull(row);
        }
      }
    }
    hideFailed(scope, out);
  }

  private void combine(Scope scope, Operand operand, byte[] result, int rows) {
    RowErrors causes = operand.errors(scope);
    if (causes != null) {
      for (int row = causes.next(0); row >= 0; row = causes.next(row + 1)) {
        if (result[row] != kind.decisive) {
          scope.errors[slot].mark(row, causes.message(row));
        }
      }
    }
    BoolBlock block = (BoolBlock) operand.block(scope);
    Masks.setNulls(block, rows, (byte) ~kind.decisive);
    Masks.collectNulls(block, rows, nulls);
    byte[] values = block.values;
    if (kind == Kind.AND) {
      for (int i = 0; i < rows; i++) {
        result[i] &= values[i];
      }
    } else {
      for (int i = 0; i < rows; i++) {
        result[i] |= values[i];
      }
    }
  }

  private void combineOpen(Scope scope, Operand operand, byte[] result, int rows) {
    RowErrors errors = scope.errors[slot];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (result[i] != kind.decisive && (errors == null || !errors.failed(i))) {
        open[count++] = i;
      }
    }
    if (count == 0) {
      return;
    }
    operand.evaluate(scope, open, count, rows);
    if (errors != null) {
      operand.passErrors(scope, open, count, errors);
    }
    BoolBlock block = (BoolBlock) operand.block(scope);
    for (int i = 0; i < count; i++) {
      int row = open[i];
      if (block.isNull(i)) {
        nulls[row >>> 6] |= 1L << row;
      } else {
        result[row] = block.values[i];
      }
    }
  }
}
