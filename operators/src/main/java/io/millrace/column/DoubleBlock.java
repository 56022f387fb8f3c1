// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/** Floats of any width. */
@Internal
public final class DoubleBlock extends Block {
  public final double[] values;

  public DoubleBlock(int capacity) {
    super(capacity);
    values = new double[capacity];
  }

  @Override
  public Lane lane() {
    return Lane.DOUBLE;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    values[to] = ((DoubleBlock) source).values[from];
  }
}
