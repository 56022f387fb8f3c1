// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Values of 128 bits. A decimal is its unscaled two's complement; a month-day-nano interval has the
 * months in the upper half of {@link #high}, the days in the lower, the nanoseconds in {@link
 * #low}.
 */
@Internal
public final class Int128Block extends Block {
  public final long[] high;
  public final long[] low;
  private int bits = Long.SIZE;

  public Int128Block(int capacity) {
    super(capacity);
    high = new long[capacity];
    low = new long[capacity];
  }

  @Override
  public void reset() {
    super.reset();
    bits = Long.SIZE;
  }

  /**
   * Tells that values of so many bits and their sign have been written, null ones included. It
   * holds until the next {@link #reset}, before which nothing else may be written.
   */
  public void promise(int valueBits) {
    bits = valueBits;
  }

  /** The bits that were promised; 64 says nothing. */
  public int promisedBits() {
    return bits;
  }

  @Override
  public Lane lane() {
    return Lane.INT128;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    Int128Block that = (Int128Block) source;
    high[to] = that.high[from];
    low[to] = that.low[from];
  }

  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    Int128Block that = (Int128Block) source;
    if (to == null && from == null) {
      System.arraycopy(that.high, 0, high, 0, count);
      System.arraycopy(that.low, 0, low, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      high[to == null ? i : to[i]] = that.high[from == null ? i : from[i]];
      low[to == null ? i : to[i]] = that.low[from == null ? i : from[i]];
    }
  }

  @Override
  void copyRangeValues(int to, Block source, int from, int count) {
    System.arraycopy(((Int128Block) source).high, from, high, to, count);
    System.arraycopy(((Int128Block) source).low, from, low, to, count);
  }

  @Override
  void patchValues(long[] rows, Block source, int words) {
    Int128Block from = (Int128Block) source;
    for (int word = 0; word < words; word++) {
      for (long bits = rows[word]; bits != 0; bits &= bits - 1) {
        int i = (word << 6) + Long.numberOfTrailingZeros(bits);
        high[i] = from.high[i];
        low[i] = from.low[i];
      }
    }
  }

  @Override
  void repeatValue(int rows) {
    Arrays.fill(high, 0, rows, high[0]);
    Arrays.fill(low, 0, rows, low[0]);
  }
}
