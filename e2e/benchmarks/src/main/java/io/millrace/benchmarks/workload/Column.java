// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column in plain arrays, as a loop written by hand would have it. Bit {@code i & 63} of {@code
 * valid[i >> 6]} says whether row {@code i} has a value; {@code valid} is null where all rows have
 * one; bits behind the last row are 0. What lies under a null is arbitrary.
 */
public sealed interface Column {
  int rows();

  long[] valid();

  /** Null where the row is null, else a value with a sensible {@code equals}. */
  Object get(int row);

  /** The words for so many rows. */
  static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  static boolean isNull(long[] valid, int row) {
    return valid != null && (valid[row >>> 6] >>> row & 1) == 0;
  }

  /** 64-bit integers, and timestamps. */
  record Longs(int rows, long[] values, long[] valid) implements Column {
    @Override
    public Object get(int row) {
      return isNull(valid, row) ? null : (Object) values[row];
    }
  }

  record Doubles(int rows, double[] values, long[] valid) implements Column {
    @Override
    public Object get(int row) {
      return isNull(valid, row) ? null : (Object) values[row];
    }
  }

  /** 0 is false, -1 is true. */
  record Bools(int rows, byte[] values, long[] valid) implements Column {
    @Override
    public Object get(int row) {
      return isNull(valid, row) ? null : (Object) (values[row] != 0);
    }
  }

  /** Unscaled values of decimals of up to 38 digits. */
  record Wides(int rows, long[] high, long[] low, long[] valid) implements Column {
    @Override
    public Object get(int row) {
      return isNull(valid, row) ? null : high[row] + "·2^64+" + Long.toUnsignedString(low[row]);
    }
  }

  /**
   * UTF-8: row {@code i} is {@code bytes[offsets[i] .. offsets[i + 1])}. Eight more bytes follow
   * the last, so that a word may be read at every place.
   */
  record Texts(int rows, byte[] bytes, int[] offsets, long[] valid) implements Column {
    @Override
    public Object get(int row) {
      return isNull(valid, row)
          ? null
          : new String(
              bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }
  }

  /** Some rows of it, in arrays of their own. */
  default Column copy(int from, int count) {
    long[] bits = valid() == null ? null : bits(valid(), from, count);
    int to = from + count;
    if (this instanceof Longs that) {
      return new Longs(count, Arrays.copyOfRange(that.values, from, to), bits);
    } else if (this instanceof Doubles that) {
      return new Doubles(count, Arrays.copyOfRange(that.values, from, to), bits);
    } else if (this instanceof Bools that) {
      return new Bools(count, Arrays.copyOfRange(that.values, from, to), bits);
    } else if (this instanceof Wides that) {
      return new Wides(
          count,
          Arrays.copyOfRange(that.high, from, to),
          Arrays.copyOfRange(that.low, from, to),
          bits);
    }
    Texts that = (Texts) this;
    int[] offsets = Arrays.copyOfRange(that.offsets, from, to + 1);
    int first = offsets[0];
    byte[] bytes = new byte[offsets[count] - first + Long.BYTES];
    System.arraycopy(that.bytes, first, bytes, 0, offsets[count] - first);
    for (int i = 0; i <= count; i++) {
      offsets[i] -= first;
    }
    return new Texts(count, bytes, offsets, bits);
  }

  private static long[] bits(long[] source, int from, int count) {
    long[] bits = new long[words(count)];
    for (int i = 0; i < count; i++) {
      bits[i >>> 6] |= (source[(from + i) >>> 6] >>> (from + i) & 1) << i;
    }
    return bits;
  }
}
