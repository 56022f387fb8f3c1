// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import java.util.Arrays;
import java.util.stream.Stream;

/** A set of byte strings that never changes, looked up without an object for what is looked for. */
final class BytesSet {
  private final byte[][] table;
  private final int mask;

  BytesSet(Stream<byte[]> elements) {
    byte[][] all = elements.toArray(byte[][]::new);
    table = new byte[Integer.highestOneBit(Math.max(1, all.length)) * 4][];
    mask = table.length - 1;
    for (byte[] each : all) {
      table[find(each, 0, each.length)] = each;
    }
  }

  /** -1 if it is among the elements, else 0. */
  byte mask(byte[] bytes, int from, int to) {
    return (byte) (table[find(bytes, from, to)] == null ? 0 : -1);
  }

  /** The place of an element, or the empty one where it would be. */
  private int find(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B9;
    int place = ((hash >>> 16) ^ hash) & mask;
    while (table[place] != null
        && !Arrays.equals(table[place], 0, table[place].length, bytes, from, to)) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
