// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/**
 * One result for the row at hand: computed when it is asked for, then looked at by the method of
 * its {@link Lane}. Confined to one thread.
 */
@Internal
public abstract class RowValue {
  /**
   * Computes it; false says that it is an SQL null, and that there is nothing to look at.
   *
   * @throws EvaluationError if the row has no answer
   */
  public abstract boolean compute();

  /** Computes it; whether it is true, not false or null. */
  public boolean isTrue() {
    return compute() && getBoolean();
  }

  public boolean getBoolean() {
    throw other("a boolean");
  }

  public long getLong() {
    throw other("a long");
  }

  public double getDouble() {
    throw other("a double");
  }

  /** Valid until the next row. */
  public BytesView getBytes() {
    throw other("bytes");
  }

  /** For what is none of the above: row 0 of a block, valid until the next row. */
  public Block getBlock() {
    throw other("a wide number or an object");
  }

  private AssertionError other(String value) {
    return new AssertionError(
        "a result of another lane was asked for " + value + ": " + getClass());
  }
}
