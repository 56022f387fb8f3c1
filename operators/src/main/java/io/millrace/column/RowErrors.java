// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.BitSet;
import org.apache.flink.annotation.Internal;

/** Which rows of a block failed, with the first cause of each. */
@Internal
public final class RowErrors {
  private final BitSet rows = new BitSet();
  private EvaluationError[] causes = new EvaluationError[0];

  /** Keeps the first cause of a row. */
  public void mark(int row, EvaluationError cause) {
    if (!rows.get(row)) {
      rows.set(row);
      if (row >= causes.length) {
        causes = java.util.Arrays.copyOf(causes, Math.max(row + 1, 2 * causes.length));
      }
      causes[row] = cause;
    }
  }

  public void mark(int row, String message) {
    if (!rows.get(row)) {
      mark(row, new EvaluationError(message));
    }
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public boolean failed(int row) {
    return rows.get(row);
  }

  /** The next failed row from {@code row} on, or -1. */
  public int next(int row) {
    return rows.nextSetBit(row);
  }

  public String message(int row) {
    return causes[row].getMessage();
  }

  /** Of a row that failed; may be thrown again. */
  public EvaluationError cause(int row) {
    return causes[row];
  }

  /** Keeps the failures of the chosen rows of {@code source}, numbered anew. */
  public void gather(RowErrors source, int[] chosen, int count) {
    clear();
    if (!source.isEmpty()) {
      for (int i = 0; i < count; i++) {
        if (source.failed(chosen[i])) {
          mark(i, source.cause(chosen[i]));
        }
      }
    }
  }

  /** Adds failures of {@code source}, keeping the causes that are known. */
  public void addAll(RowErrors source) {
    for (int row = source.next(0); row >= 0; row = source.next(row + 1)) {
      mark(row, source.cause(row));
    }
  }

  public void clear() {
    rows.clear();
  }
}
