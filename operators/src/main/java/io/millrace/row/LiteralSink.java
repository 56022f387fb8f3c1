// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.CellSink;
import io.millrace.column.Int128;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a member of a nested value as if it were a column, and gives it the form of literals. */
final class LiteralSink implements CellSink {
  private final boolean isText;
  private Object value;

  LiteralSink(DataType type) {
    isText = type.isText();
  }

  /** What was written last; null for an SQL null. */
  Object value() {
    return value;
  }

  @Override
  public void setNull() {
    value = null;
  }

  @Override
  public void setBoolean(boolean truth) {
    value = truth;
  }

  @Override
  public void setLong(long number) {
    value = number;
  }

  @Override
  public void setDouble(double number) {
    value = number;
  }

  @Override
  public void setWide(long high, long low) {
    value = Int128.toBigInteger(high, low);
  }

  @Override
  public void setBytes(byte[] source, int from, int to) {
    value =
        isText
            ? new String(source, from, to - from, StandardCharsets.UTF_8)
            : Bytes.wrap(Arrays.copyOfRange(source, from, to));
  }

  @Override
  public void set(Object literal) {
    value = literal;
  }
}
