// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.ByteWords;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * A set of byte strings that never changes, looked up by length, first and last eight bytes, which
 * say all of up to 16.
 */
@Internal
public final class BytesSet {
  private final long[] heads;
  private final long[] tails;

  /** Null where a place is free. */
  private final byte[][] elements;

  private final int shift;

  /** Whether there are elements of which head and tail do not say all. */
  private final boolean anyLong;

  BytesSet(Stream<byte[]> elements) {
    byte[][] all = elements.toArray(byte[][]::new);
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(1, all.length));
    shift = 64 - bits;
    heads = new long[1 << bits];
    tails = new long[1 << bits];
    this.elements = new byte[1 << bits][];
    anyLong = Arrays.stream(all).anyMatch(each -> each.length > 2 * Long.BYTES);
    for (byte[] each : all) {
      int place = find(each, 0, each.length);
      heads[place] = ByteWords.head(each, 0, each.length);
      tails[place] = ByteWords.tail(each, 0, each.length);
      this.elements[place] = each;
    }
  }

  /** -1 if it is among the elements, else 0. */
  public byte mask(byte[] bytes, int from, int to) {
    return (byte) (elements[find(bytes, from, to)] == null ? 0 : -1);
  }

  /** The place of an element, or the free one where it would be. */
  private int find(byte[] bytes, int from, int to) {
    long head = ByteWords.head(bytes, from, to);
    long tail = ByteWords.tail(bytes, from, to);
    int place = (int) (hash(head, tail, bytes, from, to) >>> shift);
    while (elements[place] != null && !isAt(place, head, tail, bytes, from, to)) {
      place = (place + 1) & (elements.length - 1);
    }
    return place;
  }

  private boolean isAt(int place, long head, long tail, byte[] bytes, int from, int to) {
    byte[] element = elements[place];
    return heads[place] == head
        && tails[place] == tail
        && element.length == to - from
        && (to - from <= 2 * Long.BYTES
            || Arrays.equals(element, 0, element.length, bytes, from, to));
  }

  private long hash(long head, long tail, byte[] bytes, int from, int to) {
    long hash = (head ^ (to - from)) * 0x9E3779B97F4A7C15L;
    hash = ((hash ^ hash >>> 32) ^ tail) * 0xC2B2AE3D27D4EB4FL;
    for (int at = from + Long.BYTES; anyLong && at < to - Long.BYTES; at += Long.BYTES) {
      hash = ((hash ^ hash >>> 32) ^ ByteWords.at(bytes, at)) * 0x9E3779B97F4A7C15L;
    }
    return hash;
  }
}
