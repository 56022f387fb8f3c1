// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** A set of code points: those of ASCII as bits, the others as ranges. Immutable. */
final class CodePoints {
  static final int ASCII = 128;
  static final CodePoints NONE = new CodePoints(0, 0, new int[0]);
  static final CodePoints ALL =
      new CodePoints(-1L, -1L, new int[] {ASCII, Character.MAX_CODE_POINT});

  /** A to Z, and with {@link #TO_LOWER} more a to z, among the bits from 64 on. */
  private static final long UPPER = ((1L << 26) - 1) << 1;

  private static final int TO_LOWER = 32;

  private final long low;
  private final long high;

  /** First and last code points of ranges, ascending and apart. */
  private final int[] others;

  private CodePoints(long low, long high, int[] others) {
    this.low = low;
    this.high = high;
    this.others = others;
  }

  static CodePoints range(int first, int last) {
    long low = 0;
    long high = 0;
    for (int point = first; point <= Math.min(last, ASCII - 1); point++) {
      low |= point < Long.SIZE ? 1L << point : 0;
      high |= point < Long.SIZE ? 0 : 1L << point;
    }
    int[] others = last < ASCII ? new int[0] : new int[] {Math.max(first, ASCII), last};
    return new CodePoints(low, high, others);
  }

  /** These, which ascend. */
  static CodePoints of(IntStream ascending) {
    long low = 0;
    long high = 0;
    int[] bounds = new int[16];
    int count = 0;
    PrimitiveIterator.OfInt each = ascending.iterator();
    while (each.hasNext()) {
      int point = each.nextInt();
      if (point < ASCII) {
        low |= point < Long.SIZE ? 1L << point : 0;
        high |= point < Long.SIZE ? 0 : 1L << point;
      } else if (count > 0 && bounds[count - 1] == point - 1) {
        bounds[count - 1] = point;
      } else {
        bounds = count == bounds.length ? Arrays.copyOf(bounds, 2 * count) : bounds;
        bounds[count++] = point;
        bounds[count++] = point;
      }
    }
    return new CodePoints(low, high, Arrays.copyOf(bounds, count));
  }

  boolean isAscii() {
    return others.length == 0;
  }

  /** The only one; -1 if there are none or more. */
  int single() {
    if (Long.bitCount(low) + Long.bitCount(high) == 1 && isAscii()) {
      return low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
    }
    boolean one = low == 0 && high == 0 && others.length == 2 && others[0] == others[1];
    return one ? others[0] : -1;
  }

  /** How many ranges there are in ASCII. */
  int asciiRanges() {
    long highStarts = high & ~(high << 1 | low >>> 63);
    return Long.bitCount(low & ~(low << 1)) + Long.bitCount(highStarts);
  }

  boolean has(int point) {
    if (point < ASCII) {
      return ((point < Long.SIZE ? low : high) >>> point & 1) != 0;
    }
    int place = Arrays.binarySearch(others, point);
    return place >= 0 || (~place & 1) != 0;
  }

  /** Where code points beyond ASCII begin to be in the set or not to be. */
  List<Integer> starts() {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < others.length; i += 2) {
      starts.add(others[i]);
      if (others[i + 1] < Character.MAX_CODE_POINT) {
        starts.add(others[i + 1] + 1);
      }
    }
    return starts;
  }

  /** First and last code points beyond ASCII of each range. */
  int[] others() {
    return others.clone();
  }

  CodePoints or(CodePoints that) {
    return new CodePoints(low | that.low, high | that.high, union(others, that.others));
  }

  CodePoints not() {
    return new CodePoints(~low, ~high, complement(others));
  }

  CodePoints and(CodePoints that) {
    return not().or(that.not()).not();
  }

  CodePoints minus(CodePoints that) {
    return not().or(that).not();
  }

  /** With the other case of each letter of ASCII. */
  CodePoints inAnyAsciiCase() {
    long lowered = (high & UPPER) << TO_LOWER;
    long raised = (high & (UPPER << TO_LOWER)) >>> TO_LOWER;
    return new CodePoints(low, high | lowered | raised, others);
  }

  /** With the other cases of each letter. The Kelvin sign is a k, the long s an s. */
  CodePoints inAnyCase() {
    if (!isAscii()) {
      return CaseFolding.closed(this);
    }
    CodePoints cased = inAnyAsciiCase();
    if (cased.has('k')) {
      cased = cased.or(range(0x212A, 0x212A));
    }
    return cased.has('s') ? cased.or(range(0x17F, 0x17F)) : cased;
  }

  private static int[] union(int[] a, int[] b) {
    int[] bounds = new int[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean left = j == b.length || (i < a.length && a[i] <= b[j]);
      int first = left ? a[i] : b[j];
      int last = left ? a[i + 1] : b[j + 1];
      i += left ? 2 : 0;
      j += left ? 0 : 2;
      if (count > 0 && first <= bounds[count - 1] + 1) {
        bounds[count - 1] = Math.max(bounds[count - 1], last);
      } else {
        bounds[count++] = first;
        bounds[count++] = last;
      }
    }
    return Arrays.copyOf(bounds, count);
  }

  private static int[] complement(int[] ranges) {
    int[] bounds = new int[ranges.length + 2];
    int count = 0;
    int next = ASCII;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        bounds[count++] = next;
        bounds[count++] = ranges[i] - 1;
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      bounds[count++] = next;
      bounds[count++] = Character.MAX_CODE_POINT;
    }
    return Arrays.copyOf(bounds, count);
  }
}
