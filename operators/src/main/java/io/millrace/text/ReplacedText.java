// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BytesOut;
import io.millrace.column.BytesView;
import io.millrace.scalar.ValueSize;
import io.millrace.value.Utf8;
import java.util.Arrays;

/** Text with parts or characters of it replaced by others. */
final class ReplacedText {
  private ReplacedText() {}

  static void replace(BytesView text, BytesView from, BytesView to, BytesOut out) {
    if (from.length() == 0) {
      out.append(text);
      return;
    }
    int growth = to.length() - from.length();
    if (growth > 0) {
      long found = 0;
      for (int i = text.start; (i = Utf8.indexOf(text, i, from)) >= 0; i += from.length()) {
        found++;
      }
      ValueSize.check("replace", text.length() + found * growth);
    }
    int at = text.start;
    int next;
    while ((next = Utf8.indexOf(text, at, from)) >= 0) {
      out.append(text.bytes, at, next);
      out.append(to);
      at = next + from.length();
    }
    out.append(text.bytes, at, text.end);
  }

  /** Code points of {@code from} become those at the same place of {@code to}, or go. */
  static void translate(BytesView text, BytesView from, BytesView to, BytesOut out) {
    long[] sources = places(from.toString().codePoints().toArray());
    int[] targets = to.toString().codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.toString()
        .codePoints()
        .forEach(
            point -> {
              int at = first(sources, point);
              if (at < 0) {
                result.appendCodePoint(point);
              } else if (at < targets.length) {
                result.appendCodePoint(targets[at]);
              }
            });
    out.append(result.toString());
  }

  /** Each point with its place in its lower half, sorted: both texts may be large. */
  private static long[] places(int[] points) {
    long[] places = new long[points.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (long) points[i] << Integer.SIZE | i;
    }
    Arrays.sort(places);
    return places;
  }

  /** The first place of a point; negative if it has none. */
  private static int first(long[] places, int point) {
    int at = Arrays.binarySearch(places, (long) point << Integer.SIZE);
    at = at < 0 ? -at - 1 : at;
    boolean found = at < places.length && places[at] >>> Integer.SIZE == point;
    return found ? (int) places[at] : -1;
  }
}
