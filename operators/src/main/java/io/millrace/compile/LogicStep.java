// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.BoolBlock;
import io.millrace.column.Masks;
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

  /** Rows for which an operand is null; only of meaning where {@link #anyNull}. */
  private final long[] nulls;

  private boolean anyNull;

  /**
   * @param open for rows of operands evaluated by need; null if there are none
   */
  LogicStep(int slot, Kind kind, Operand[] operands, int[] open, int capacity) {
    super(slot, new int[0]);
    this.kind = kind;
    this.operands = operands;
    this.open = open;
    nulls = new long[Masks.words(capacity)];
  }

  @Override
  void run(Scope scope, int rows) {
    BoolBlock out = (BoolBlock) scope.blocks[slot];
    out.reset();
    Arrays.fill(out.values, 0, rows, (byte) ~kind.decisive);
    anyNull = false;
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
    if (anyNull) {
      hideNulls(out, rows);
    }
    hideFailed(scope, out);
  }

  /** Null are the rows with a null operand for which no other decided. */
  private void hideNulls(BoolBlock out, int rows) {
    long[] valid = out.validWords();
    for (int word = 0; word < Masks.words(rows); word++) {
      if (nulls[word] != 0) {
        long decided = Masks.pack(out.values, word, rows) ^ ~kind.decisive;
        valid[word] = decided | ~nulls[word];
      }
    }
  }

  private void combine(Scope scope, Operand operand, byte[] result, int rows) {
    RowErrors causes = operand.errors(scope);
    if (causes != null) {
      for (int row = causes.next(0); row >= 0; row = causes.next(row + 1)) {
        if (result[row] != kind.decisive) {
          scope.errors[slot].mark(row, causes.cause(row));
        }
      }
    }
    BoolBlock block = (BoolBlock) operand.block(scope);
    long[] valid = block.hasNulls(rows) ? block.validWords() : null;
    if (valid != null) {
      startNulls(rows);
      for (int word = 0; word < Masks.words(rows); word++) {
        nulls[word] |= ~valid[word] & Masks.present(word, rows);
      }
    }
    switch (kind) {
      case AND -> Masks.and(result, block.values, valid, rows);
      case OR -> Masks.or(result, block.values, valid, rows);
    }
  }

  private void startNulls(int rows) {
    if (!anyNull) {
      Arrays.fill(nulls, 0, Masks.words(rows), 0L);
      anyNull = true;
    }
  }

  private void combineOpen(Scope scope, Operand operand, byte[] result, int rows) {
    int count = findOpen(scope.errors[slot], result, rows);
    if (count == 0) {
      return;
    }
    operand.evaluate(scope, open, count, rows);
    if (scope.errors[slot] != null) {
      operand.passErrors(scope, open, count, scope.errors[slot]);
    }
    BoolBlock block = (BoolBlock) operand.block(scope);
    for (int i = 0; i < count; i++) {
      result[open[i]] = block.values[i];
    }
    if (block.mayHaveNulls()) {
      startNulls(rows);
      for (int i = 0; i < count; i++) {
        int row = open[i];
        if (block.isNull(i)) {
          nulls[row >>> 6] |= 1L << row;
          result[row] = (byte) ~kind.decisive;
        }
      }
    }
  }

  /** Gathers the rows that are neither decided nor failed. */
  private int findOpen(RowErrors errors, byte[] result, int rows) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      open[count] = i;
      count += (result[i] ^ kind.decisive) & 1;
    }
    if (errors == null || errors.isEmpty()) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!errors.failed(open[i])) {
        open[kept++] = open[i];
      }
    }
    return kept;
  }
}
