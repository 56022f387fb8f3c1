// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/** Integers and what counts in integers. */
@Internal
public final class LongBlock extends Block {
  public final long[] values;

  public LongBlock(int capacity) {
    super(capacity);
    values = new long[capacity];
  }

  @Override
  public Lane lane() {
    return Lane.LONG;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    values[to] = ((LongBlock) source).values[from];
  }

  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    LongBlock that = (LongBlock) source;
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
    long[] a = ((LongBlock) yes).values;
    long[] b = ((LongBlock) no).values;
    for (int i = 0; i < rows; i++) {
      values[i] = b[i] ^ ((a[i] ^ b[i]) & masks[i]);
    }
  }

  @Override
  void repeatValue(int rows) {
    Arrays.fill(values, 0, rows, values[0]);
  }
}
