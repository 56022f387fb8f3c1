// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.annotation.Internal;

/**
 * Masks of a byte a row, 0 or -1, and the words of a bit a row that say the same: row 0 is the
 * lowest bit of word 0. Eight rows at a time, without a branch.
 */
@Internal
public final class Masks {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The eight masks of eight bits. */
  private static final long[] SPREAD = new long[256];

  static {
    for (int bits = 0; bits < SPREAD.length; bits++) {
      for (int i = 0; i < 8; i++) {
        SPREAD[bits] |= (bits >>> i & 1) * (0xFFL << (i << 3));
      }
    }
  }

  private Masks() {}

  /** How many words have the bits of so many rows. */
  public static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  /** The bits of word {@code word} that stand for one of the first {@code rows}. */
  public static long present(int word, int rows) {
    int left = rows - (word << 6);
    return left >= 64 ? -1L : (1L << left) - 1;
  }

  /** The bits of the rows of word {@code word}; those behind the last row are 0. */
  public static long pack(byte[] masks, int word, int rows) {
    int row = word << 6;
    int end = Math.min(rows, row + 64);
    long bits = 0;
    int shift = 0;
    for (; row + 8 <= end; row += 8, shift += 8) {
      bits |= pack((long) EIGHT.get(masks, row)) << shift;
    }
    for (; row < end; row++, shift++) {
      bits |= (masks[row] & 1L) << shift;
    }
    return bits;
  }

  /** The top bits of eight bytes, side by side. */
  private static long pack(long eight) {
    return ((eight & 0x8080808080808080L) * 0x0002040810204081L) >>> 56;
  }

  /** Makes masks of bits, inverted where {@code flip} is -1. */
  public static void spread(long[] words, long flip, byte[] masks, int rows) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      EIGHT.set(masks, row, spread(words, row) ^ flip);
    }
    for (; row < rows; row++) {
      masks[row] = (byte) (-(words[row >>> 6] >>> row & 1) ^ flip);
    }
  }

  private static long spread(long[] words, int row) {
    return SPREAD[(int) (words[row >>> 6] >>> row) & 0xFF];
  }

  /** Makes the first bits of {@code to} those of the chosen rows; the bits behind them are 0. */
  static void gather(long[] from, long[] to, int[] rows, int count) {
    for (int first = 0; first < count; first += Long.SIZE) {
      int last = Math.min(count, first + Long.SIZE);
      long bits = 0;
      for (int i = first; i < last; i++) {
        int row = rows[i];
        bits |= (from[row >>> 6] >>> row & 1) << i;
      }
      to[first >>> 6] = bits;
    }
  }

  /** Makes masks of a byte of masks of a long. */
  static void narrow(long[] wide, byte[] masks, int rows) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      long eight =
          (wide[row] & 0xFFL)
              | (wide[row + 1] & 0xFF00L)
              | (wide[row + 2] & 0xFF_0000L)
              | (wide[row + 3] & 0xFF00_0000L)
              | (wide[row + 4] & 0xFF_0000_0000L)
              | (wide[row + 5] & 0xFF00_0000_0000L)
              | (wide[row + 6] & 0xFF_0000_0000_0000L)
              | (wide[row + 7] & 0xFF00_0000_0000_0000L);
      EIGHT.set(masks, row, eight);
    }
    for (; row < rows; row++) {
      masks[row] = (byte) wide[row];
    }
  }

  /** {@code result AND masks}, where a row whose bit is not set counts as true. */
  public static void and(byte[] result, byte[] masks, long[] valid, int rows) {
    if (valid == null) {
      for (int i = 0; i < rows; i++) {
        result[i] &= masks[i];
      }
      return;
    }
    int row = 0;
    for (; row + 64 <= rows; row += 64) {
      long bits = valid[row >>> 6];
      for (int at = row; at < row + 64; at += 8, bits >>>= 8) {
        long eight = (long) EIGHT.get(masks, at) | ~SPREAD[(int) bits & 0xFF];
        EIGHT.set(result, at, (long) EIGHT.get(result, at) & eight);
      }
    }
    for (; row < rows; row++) {
      result[row] &= (byte) (masks[row] | ((valid[row >>> 6] >>> row & 1) - 1));
    }
  }

  /** {@code result OR masks}, where a row whose bit is not set counts as false. */
  public static void or(byte[] result, byte[] masks, long[] valid, int rows) {
    if (valid == null) {
      for (int i = 0; i < rows; i++) {
        result[i] |= masks[i];
      }
      return;
    }
    int row = 0;
    for (; row + 64 <= rows; row += 64) {
      long bits = valid[row >>> 6];
      for (int at = row; at < row + 64; at += 8, bits >>>= 8) {
        long eight = (long) EIGHT.get(masks, at) & SPREAD[(int) bits & 0xFF];
        EIGHT.set(result, at, (long) EIGHT.get(result, at) | eight);
      }
    }
    for (; row < rows; row++) {
      result[row] |= (byte) (masks[row] & -(valid[row >>> 6] >>> row & 1));
    }
  }

  /** Makes false the rows whose bit is not set. */
  public static void clear(byte[] masks, long[] valid, int rows) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      EIGHT.set(masks, row, (long) EIGHT.get(masks, row) & spread(valid, row));
    }
    for (; row < rows; row++) {
      masks[row] &= (byte) -(valid[row >>> 6] >>> row & 1);
    }
  }
}
