// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** Where the columns of one row are written, each at most once. */
@Internal
public interface RowSink {
  DataType type(int column);

  void setNull(int column);

  void setBoolean(int column, boolean value);

  void setLong(int column, long value);

  void setDouble(int column, double value);

  /** The two halves of a decimal's unscaled value, for decimals of up to 128 bits. */
  void setWide(int column, long high, long low);

  /** Text as UTF-8, or binary; the array must not change until the next row. */
  void setBytes(int column, byte[] source, int from, int to);

  /** A value in the Java form that {@code Literal} defines for the type; null for an SQL null. */
  void set(int column, Object value);
}
