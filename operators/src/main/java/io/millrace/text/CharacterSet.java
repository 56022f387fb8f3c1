// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesView;
import io.millrace.value.Utf8;
import java.util.Arrays;
import java.util.BitSet;

/** The code points of a text: a short one is gone through each time, a long one is sorted in. */
final class CharacterSet {
  private static final int SHORT = 32;

  private final BytesView text;

  /** Null for a short one. */
  private final BitSet points;

  CharacterSet(BytesView text) {
    this.text = text;
    points = text.length() <= SHORT ? null : new BitSet();
    if (points != null) {
      text.toString().codePoints().forEach(points::set);
    }
  }

  /** Whether one of them is {@code bytes[from .. to)}. */
  boolean has(byte[] bytes, int from, int to) {
    if (points != null) {
      return points.get(Utf8.text(bytes, from, to).codePointAt(0));
    }
    int at = text.start;
    while (at < text.end) {
      int next = Utf8.skip(text.bytes, at, text.end, 1);
      if (Arrays.equals(text.bytes, at, next, bytes, from, to)) {
        return true;
      }
      at = next;
    }
    return false;
  }
}
