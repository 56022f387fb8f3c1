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
  void copyRangeValues(int to, Block source, int from, int count) {
    System.arraycopy(((LongBlock) source).values, from, values, to, count);
  }

  @Override
  void patchValues(long[] rows, Block source, int words) {
    long[] from = ((LongBlock) source).values;
    for (int word = 0; word < words; word++) {
      for (long bits = rows[word]; bits != 0; bits &= bits - 1) {
        int i = (word << 6) + Long.numberOfTrailingZeros(bits);
        values[i] = from[i];
      }
    }
  }

  @Override
  void repeatValue(int rows) {
    Arrays.fill(values, 0, rows, values[0]);
  }
}
