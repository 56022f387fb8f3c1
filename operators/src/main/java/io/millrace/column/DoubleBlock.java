// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
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

  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    DoubleBlock that = (DoubleBlock) source;
    if (to == null && from == null) {
      System.arraycopy(that.values, 0, values, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      values[to == null ? i : to[i]] = that.values[from == null ? i : from[i]];
    }
  }

  @Override
  void selectValues(byte[] masks, Block yes, Block no, int rows) {
    double[] a = ((DoubleBlock) yes).values;
    double[] b = ((DoubleBlock) no).values;
    for (int i = 0; i < rows; i++) {
      long other = Double.doubleToRawLongBits(b[i]);
      long difference = Double.doubleToRawLongBits(a[i]) ^ other;
      values[i] = Double.longBitsToDouble(other ^ (difference & masks[i]));
    }
  }

  @Override
  void repeatValue(int rows) {
    Arrays.fill(values, 0, rows, values[0]);
  }
}
