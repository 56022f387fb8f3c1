// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.column.BytesView;
import io.millrace.kernel.Kernel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A LIKE pattern taken apart: code points, any one ({@link #ONE}), any run ({@link #RUN}). A
 * backslash makes the next character stand for itself, a last one stands for itself.
 */
final class LikePattern {
  private static final int ONE = -1;
  private static final int RUN = -2;

  private final int[] parts;
  private final boolean folded;

  private LikePattern(int[] parts, boolean folded) {
    this.parts = parts;
    this.folded = folded;
  }

  /** A test of text, on bytes where the pattern is a prefix, suffix, infix or whole. */
  static Kernel.Bz compile(String pattern, boolean folded) {
    int[] parts = parts(pattern, folded);
    Kernel.Bz simple = folded ? null : simple(parts);
    if (simple != null) {
      return simple;
    }
    LikePattern like = new LikePattern(parts, folded);
    return like::matches;
  }

  private static int[] parts(String pattern, boolean folded) {
    List<Integer> parts = new ArrayList<>();
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == '%') {
        if (parts.isEmpty() || parts.get(parts.size() - 1) != RUN) {
          parts.add(RUN);
        }
      } else if (point == '_') {
        parts.add(ONE);
      } else {
        int meant = point == '\\' && i + 1 < points.length ? points[++i] : point;
        parts.add(folded ? fold(meant) : meant);
      }
    }
    return parts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Kernel.Bz simple(int[] parts) {
    int from = parts.length > 0 && parts[0] == RUN ? 1 : 0;
    int to =
        parts.length > from && parts[parts.length - 1] == RUN ? parts.length - 1 : parts.length;
    for (int i = from; i < to; i++) {
      if (parts[i] < 0) {
        return null;
      }
    }
    byte[] text = new String(parts, from, to - from).getBytes(StandardCharsets.UTF_8);
    boolean openStart = from == 1;
    boolean openEnd = to < parts.length || (openStart && parts.length == 1);
    if (openStart && openEnd) {
      return view -> indexOf(view, text) >= 0;
    }
    if (openStart) {
      return view -> view.length() >= text.length && isAt(view, view.end - text.length, text);
    }
    return openEnd
        ? view -> view.length() >= text.length && isAt(view, view.start, text)
        : view -> view.length() == text.length && isAt(view, view.start, text);
  }

  private static boolean isAt(BytesView view, int at, byte[] text) {
    return Arrays.equals(view.bytes, at, at + text.length, text, 0, text.length);
  }

  private static int indexOf(BytesView view, byte[] text) {
    if (text.length == 0) {
      return view.start;
    }
    byte first = text[0];
    for (int i = view.start; i <= view.end - text.length; i++) {
      if (view.bytes[i] == first && isAt(view, i, text)) {
        return i;
      }
    }
    return -1;
  }

  /** Greedy from left to right; on a mismatch the last run takes one more. */
  private boolean matches(BytesView view) {
    int[] text = view.toString().codePoints().toArray();
    int part = 0;
    int at = 0;
    int run = -1;
    int runAt = 0;
    while (at < text.length) {
      if (part < parts.length && parts[part] == RUN) {
        run = part++;
        runAt = at;
      } else if (part < parts.length && fits(parts[part], text[at])) {
        part++;
        at++;
      } else if (run >= 0) {
        part = run + 1;
        at = ++runAt;
      } else {
        return false;
      }
    }
    while (part < parts.length && parts[part] == RUN) {
      part++;
    }
    return part == parts.length;
  }

  private boolean fits(int part, int point) {
    return part == ONE || part == point || (folded && part == fold(point));
  }

  /** Simple case folding: one code point for one; the dotted and dotless i have none. */
  static int fold(int point) {
    if (point == 0x130 || point == 0x131) {
      return point;
    }
    return Character.toLowerCase(Character.toUpperCase(point));
  }
}
