// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.ByteWords;
import org.apache.flink.annotation.Internal;

/**
 * The hash that DataFusion's sketches are made with: foldhash 0.2, the variant for quality, seed 0.
 * Its step multiplies two words and folds the upper half of the product into the lower. What is
 * hashed in sequence in DataFusion (a length before bytes, an end mark behind text) is part of the
 * methods here.
 */
@Internal
public final class FoldHash {
  // Digits of pi.
  private static final long FINISH = 0x243f6a8885a308d3L;
  private static final long START = 0x082efa98ec4e6c89L;
  private static final long BEHIND = 0x452821e638d01377L;
  private static final long FOLD = 0xc0ac29b7c97c50ddL;
  private static final long SECOND = 0x3f84d5b5b5470917L;
  private static final long THIRD = 0x9216d5d98979fb1bL;
  private static final long FOURTH = 0xd1310ba698dfb5acL;
  private static final long FIFTH = 0x2ffd72dbd01adfb7L;
  private static final long SIXTH = 0xb8e1afed6a267e96L;

  private static final int SHORT = 16;
  private static final int MEDIUM = 128;
  private static final int LONG = 256;

  private static final long END_OF_TEXT = 0xFF;
  private static final int INLINE = 12;

  private FoldHash() {}

  /** Where hashing starts. */
  static long seed() {
    return START;
  }

  /** Where hashing starts behind a hash. */
  static long seed(long before) {
    return fold(before, BEHIND) ^ START;
  }

  /** An integer of up to 64 bits, its upper bits zero if it has fewer. */
  public static long ofLong(long value) {
    return ofLong(value, START);
  }

  static long ofLong(long value, long seed) {
    return finished(fold(value ^ seed, FOLD));
  }

  /** An integer of 128 bits. */
  public static long ofWide(long high, long low) {
    return ofWide(high, low, START);
  }

  static long ofWide(long high, long low, long seed) {
    return finished(fold(low ^ seed, high ^ FOLD));
  }

  /** An integer of 256 bits in words, the uppermost first. */
  public static long ofWidest(long first, long second, long third, long fourth) {
    return ofWidest(first, second, third, fourth, START);
  }

  static long ofWidest(long first, long second, long third, long fourth, long seed) {
    long lower = fold(fourth ^ seed, third ^ FOLD);
    return finished(fold(second ^ lower, first ^ FOLD));
  }

  /** Bytes without their number. */
  static long ofBytes(byte[] bytes, long seed) {
    return finished(bytes(bytes, 0, bytes.length, seed));
  }

  public static long ofText(byte[] bytes, int from, int to) {
    return finished(fold(END_OF_TEXT ^ bytes(bytes, from, to, START), FOLD));
  }

  public static long ofBinary(byte[] bytes, int from, int to) {
    return ofBinary(bytes, from, to, START);
  }

  private static long ofBinary(byte[] bytes, int from, int to, long seed) {
    long length = (long) to - from;
    return finished(fold(length ^ bytes(bytes, from, to, seed), FOLD));
  }

  /** Text or binary as Arrow's views hold it: short values inside the view. */
  public static long ofView(byte[] bytes, int from, int to) {
    return ofView(bytes, from, to, START);
  }

  static long ofView(byte[] bytes, int from, int to, long seed) {
    int length = to - from;
    if (length > INLINE) {
      return ofBinary(bytes, from, to, seed);
    }
    long head = ByteWords.head(bytes, from, Math.min(to, from + Integer.BYTES));
    long rest = ByteWords.head(bytes, Math.min(to, from + Integer.BYTES), to);
    return ofWide(rest, length | (head << 32), seed);
  }

  private static long finished(long state) {
    return fold(state, FINISH);
  }

  private static long bytes(byte[] bytes, int from, int to, long seed) {
    int length = to - from;
    long state = Long.rotateRight(seed, length);
    if (length > SHORT) {
      return length < 2 * SHORT ? ends(bytes, from, to, state) : many(bytes, from, to, state);
    }
    long head;
    long tail;
    if (length >= Integer.BYTES && to >= Long.BYTES && from + Long.BYTES <= bytes.length) {
      // Eight bytes of each end, or four: lengths vary, so without a branch.
      int unused = Integer.SIZE & ((length - Long.BYTES) >> 31);
      head = ByteWords.at(bytes, from) & (-1L >>> unused);
      tail = ByteWords.at(bytes, to - Long.BYTES) >>> unused;
    } else if (length >= Integer.BYTES) {
      int some = length >= Long.BYTES ? Long.BYTES : Integer.BYTES;
      head = ByteWords.head(bytes, from, from + some);
      tail = ByteWords.head(bytes, to - some, to);
    } else if (length > 0) {
      head = bytes[from] & 0xFF;
      tail = ((bytes[to - 1] & 0xFFL) << 8) | (bytes[from + length / 2] & 0xFF);
    } else {
      head = 0;
      tail = 0;
    }
    return fold(head ^ state, tail ^ SECOND);
  }

  /** Sixteen bytes of each end, which meet or overlap; what {@link #many} does in one step. */
  private static long ends(byte[] bytes, int from, int to, long state) {
    return fold(bytes, from, state, to - SHORT)
        ^ fold(bytes, from + Long.BYTES, state + SECOND, to - Long.BYTES);
  }

  private static long many(byte[] bytes, int from, int to, long state) {
    int at = from;
    long a = state;
    long b = state + SECOND;
    if (to - at > MEDIUM) {
      long c = state + THIRD;
      long d = state + FOURTH;
      if (to - at > LONG) {
        long e = state + FIFTH;
        long f = state + SIXTH;
        do {
          a = fold(bytes, at, a, at + 48);
          b = fold(bytes, at + 8, b, at + 56);
          c = fold(bytes, at + 16, c, at + 64);
          d = fold(bytes, at + 24, d, at + 72);
          e = fold(bytes, at + 32, e, at + 80);
          f = fold(bytes, at + 40, f, at + 88);
          at += 96;
        } while (to - at > LONG);
        a ^= e;
        b ^= f;
      }
      do {
        a = fold(bytes, at, a, at + 32);
        b = fold(bytes, at + 8, b, at + 40);
        c = fold(bytes, at + 16, c, at + 48);
        d = fold(bytes, at + 24, d, at + 56);
        at += 64;
      } while (to - at > MEDIUM);
      a ^= c;
      b ^= d;
    }
    // From both ends to the middle, where the two may overlap.
    int length = to - at;
    int steps = length >= 96 ? 4 : length >= 64 ? 3 : 2;
    for (int i = 0; i < steps; i++) {
      int left = at + i * SHORT;
      int right = to - (i + 1) * SHORT;
      a = fold(bytes, left, a, right);
      b = fold(bytes, left + Long.BYTES, b, right + Long.BYTES);
    }
    return a ^ b;
  }

  private static long fold(byte[] bytes, int left, long state, int right) {
    return fold(ByteWords.at(bytes, left) ^ state, ByteWords.at(bytes, right) ^ FOLD);
  }

  /** The two halves of an unsigned product, one laid over the other. */
  private static long fold(long x, long y) {
    long high = Math.multiplyHigh(x, y) + ((x >> 63) & y) + ((y >> 63) & x);
    return (x * y) ^ high;
  }
}
