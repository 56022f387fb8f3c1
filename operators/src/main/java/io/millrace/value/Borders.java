// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

/**
 * Bytes that repeat themselves, looked for in others without a look back: what Knuth, Morris and
 * Pratt found. Slower than {@link Needle} where few places look alike, but never worse than both
 * lengths together.
 */
final class Borders {
  private Borders() {}

  /** The first place in {@code hay[from .. to)} where the needle stands, or -1. */
  static int find(byte[] hay, int from, int to, byte[] needle, int start, int length) {
    int[] borders = of(needle, start, length);
    int same = 0;
    for (int at = from; at < to; at++) {
      while (same > 0 && hay[at] != needle[start + same]) {
        same = borders[same - 1];
      }
      same += hay[at] == needle[start + same] ? 1 : 0;
      if (same == length) {
        return at + 1 - length;
      }
    }
    return -1;
  }

  /** For each beginning the length of its longest proper end that begins it, too. */
  private static int[] of(byte[] needle, int start, int length) {
    int[] borders = new int[length];
    int same = 0;
    for (int i = 1; i < length; i++) {
      while (same > 0 && needle[start + i] != needle[start + same]) {
        same = borders[same - 1];
      }
      same += needle[start + i] == needle[start + same] ? 1 : 0;
      borders[i] = same;
    }
    return borders;
  }
}
