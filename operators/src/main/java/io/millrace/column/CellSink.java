// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/**
 * Where one column of a row is written, at most once a row. Each takes what its column's {@link
 * Lane} holds, and nothing else.
 */
@Internal
public interface CellSink {
  void setNull();

  default void setBoolean(boolean value) {
    throw other("a boolean");
  }

  default void setLong(long value) {
    throw other("a long");
  }

  default void setDouble(double value) {
    throw other("a double");
  }

  /** The two halves of a decimal's unscaled value, for decimals of up to 128 bits. */
  default void setWide(long high, long low) {
    throw other("a wide number");
  }

  /** Text as UTF-8, or binary; the array must not change until the next row. */
  default void setBytes(byte[] source, int from, int to) {
    throw other("bytes");
  }

  /** A value in the Java form that {@code Literal} defines for the type; null for an SQL null. */
  void set(Object value);

  private AssertionError other(String value) {
    return new AssertionError("a column of another lane got " + value + ": " + getClass());
  }
}
