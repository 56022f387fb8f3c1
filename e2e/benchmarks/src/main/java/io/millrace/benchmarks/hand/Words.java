// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes at a time, the first of them lowest. */
final class Words {
  /** The bit that says whether a byte is ASCII, in all of them. */
  static final long HIGH = 0x8080808080808080L;

  private static final long LOW = ~HIGH;
  private static final long ONES = 0x0101010101010101L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  static void set(byte[] bytes, int index, long word) {
    LONGS.set(bytes, index, word);
  }

  /** Up to eight ASCII characters, zeros after them. */
  static long of(String text) {
    long word = 0;
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      word |= (long) bytes[i] << (8 * i);
    }
    return word;
  }

  /** The byte in all places. */
  static long repeat(char ascii) {
    return ONES * ascii;
  }

  /** The highest bit of each byte that is zero. */
  static long zeros(long word) {
    return ~((word & LOW) + LOW | word | LOW);
  }

  /** Letters of a word that is ASCII to capitals. */
  static long upper(long word) {
    long fromA = word + repeat((char) (0x80 - 'a'));
    long pastZ = word + repeat((char) (0x80 - 'z' - 1));
    return word ^ ((fromA & ~pastZ & HIGH) >>> 2);
  }

  static boolean isAscii(byte[] bytes, int length) {
    int i = 0;
    long seen = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      seen |= at(bytes, i);
    }
    for (; i < length; i++) {
      seen |= bytes[i];
    }
    return (seen & HIGH) == 0;
  }
}
