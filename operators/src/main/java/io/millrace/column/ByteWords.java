// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.annotation.Internal;

/** Bytes, eight at a time: the first is the lowest of a word. */
@Internal
public final class ByteWords {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle HALF_WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bits of so many bytes of a word. */
  private static final long[] FIRST = new long[Long.BYTES + 1];

  static {
    for (int i = 1; i < FIRST.length; i++) {
      FIRST[i] = -1L >>> (Long.SIZE - (i << 3));
    }
  }

  private ByteWords() {}

  /** The eight bytes from {@code at} on, all of which the array has. */
  public static long at(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  public static void put(byte[] bytes, int at, long word) {
    WORD.set(bytes, at, word);
  }

  /** The first eight of {@code bytes[from .. to)}, or as many as there are and zeros. */
  public static long head(byte[] bytes, int from, int to) {
    return some(bytes, from, to - from);
  }

  /** The last eight of {@code bytes[from .. to)}, or as many as there are and zeros. */
  public static long tail(byte[] bytes, int from, int to) {
    return some(bytes, Math.max(from, to - Long.BYTES), to - from);
  }

  /** The bits of a word that {@link #head} takes of so many bytes. */
  public static long firstBits(int length) {
    return FIRST[Math.min(length, Long.BYTES)];
  }

  /** Whether no byte of {@code bytes[from .. to)} has its top bit set. */
  public static boolean isAscii(byte[] bytes, int from, int to) {
    long all = tail(bytes, from, to);
    for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
      all |= at(bytes, i);
    }
    return (all & 0x8080808080808080L) == 0;
  }

  /** A hash of all the bytes and their number; its upper bits are the better ones. */
  public static long hash(byte[] bytes, int from, int to) {
    long hash = (head(bytes, from, to) ^ (to - from)) * 0x9E3779B97F4A7C15L;
    hash = ((hash ^ (hash >>> 32)) ^ tail(bytes, from, to)) * 0xC2B2AE3D27D4EB4FL;
    for (int at = from + Long.BYTES; at < to - Long.BYTES; at += Long.BYTES) {
      hash = ((hash ^ (hash >>> 32)) ^ at(bytes, at)) * 0x9E3779B97F4A7C15L;
    }
    return hash;
  }

  private static long some(byte[] bytes, int from, int length) {
    int count = Math.min(length, Long.BYTES);
    int missing = from + Long.BYTES - bytes.length;
    if (missing <= 0) {
      return at(bytes, from) & FIRST[count];
    }
    // At the end of the array the word is part of its last one.
    return bytes.length >= Long.BYTES
        ? (at(bytes, bytes.length - Long.BYTES) >>> (missing << 3)) & FIRST[count]
        : few(bytes, from, from + count);
  }

  /** Less than eight bytes, of an array that has no more: parts that overlap, without a loop. */
  private static long few(byte[] bytes, int from, int to) {
    int count = to - from;
    if (count >= Integer.BYTES) {
      long low = (int) HALF_WORD.get(bytes, from) & 0xFFFF_FFFFL;
      long high = (int) HALF_WORD.get(bytes, to - Integer.BYTES) & 0xFFFF_FFFFL;
      return low | high << ((count - Integer.BYTES) << 3);
    } else if (count == 0) {
      return 0;
    }
    int middle = count >> 1;
    return (bytes[from] & 0xFF)
        | (bytes[from + middle] & 0xFF) << (middle << 3)
        | (bytes[to - 1] & 0xFF) << ((count - 1) << 3);
  }
}
