// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/** Booleans as masks: 0 is false, -1 is true, so that AND, OR and NOT are those of bits. */
@Internal
public final class BoolBlock extends Block {
  public final byte[] values;

  private long[] wide = new long[0];

  public BoolBlock(int capacity) {
    super(capacity);
    values = new byte[capacity];
  }

  /**
   * Room for masks as longs, which vector instructions can make of longs but not turn into bytes;
   * {@link #takeWide} does that.
   */
  public long[] wide() {
    if (wide.length == 0) {
      wide = new long[values.length];
    }
    return wide;
  }

  /** Makes the values of the first rows those of {@link #wide}. */
  public void takeWide(int rows) {
    Masks.narrow(wide, values, rows);
  }

  @Override
  public Lane lane() {
    return Lane.BOOL;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    values[to] = ((BoolBlock) source).values[from];
  }

  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    BoolBlock that = (BoolBlock) source;
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
    System.arraycopy(((BoolBlock) source).values, from, values, to, count);
  }

  @Override
  void patchValues(long[] rows, Block source, int words) {
    byte[] from = ((BoolBlock) source).values;
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
