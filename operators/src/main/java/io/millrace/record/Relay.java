// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;
import io.millrace.column.BytesView;
import io.millrace.column.RowValue;

/** A value that another one stands behind, which may be replaced by one of the same expression. */
class Relay extends RowValue {
  private RowValue value;

  Relay(RowValue value) {
    this.value = value;
  }

  final void become(RowValue other) {
    value = other;
  }

  @Override
  public boolean compute() {
    return value.compute();
  }

  @Override
  public boolean isTrue() {
    return value.isTrue();
  }

  @Override
  public final boolean getBoolean() {
    return value.getBoolean();
  }

  @Override
  public final long getLong() {
    return value.getLong();
  }

  @Override
  public final double getDouble() {
    return value.getDouble();
  }

  @Override
  public final BytesView getBytes() {
    return value.getBytes();
  }

  @Override
  public final Block getBlock() {
    return value.getBlock();
  }
}
