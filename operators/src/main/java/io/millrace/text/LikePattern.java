// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.column.BytesView;
import io.millrace.column.RowSteps;
import io.millrace.kernel.Kernel;
import io.millrace.regex.CaseFolding;
import io.millrace.regex.Dfa;
import io.millrace.regex.Regex;
import io.millrace.value.Needle;
import io.millrace.value.Utf8;
import java.util.Arrays;
import java.util.Optional;

/**
 * A LIKE pattern taken apart: bytes, any one character ({@link #ONE}), any run ({@link #RUN}). A
 * backslash makes the next character stand for itself, a last one stands for itself.
 */
final class LikePattern {
  private static final int ONE = -1;
  private static final int RUN = -2;

  /** Behind the last part. */
  private static final int NONE = -3;

  private static final int LONGEST_FOR_TABLE = 500;

  private final int[] parts;
  private final boolean folded;

  /** Whether characters beyond ASCII may be folded to one of the pattern. */
  private final boolean unicode;

  /** Whether it may take too many steps, which are counted. */
  private final boolean isLong;

  private LikePattern(int[] parts, boolean folded, boolean isLong) {
    this.parts = parts;
    this.folded = folded;
    this.isLong = isLong;
    unicode = folded && Arrays.stream(parts).anyMatch(each -> each > 0x7F || hasOthers(each));
  }

  /** {@code folded} makes case not count. */
  static LikePattern of(String pattern, boolean folded) {
    int[] parts = new int[pattern.length() * 4];
    int count = 0;
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == '%') {
        if (count == 0 || parts[count - 1] != RUN) {
          parts[count++] = RUN;
        }
      } else if (point == '_') {
        parts[count++] = ONE;
      } else {
        int meant = point == '\\' && i + 1 < points.length ? points[++i] : point;
        for (byte each :
            Character.toString(folded ? CaseFolding.fold(meant) : meant).getBytes(UTF_8)) {
          parts[count++] = each & 0xFF;
        }
      }
    }
    return new LikePattern(Arrays.copyOf(parts, count), folded, isLong(pattern));
  }

  /** Whether the steps of a kernel may become too many; not for a constant that is short. */
  static boolean mayFail(String constant) {
    return constant == null || isLong(constant);
  }

  private static boolean isLong(String pattern) {
    return pattern.length() > LONGEST_FOR_TABLE;
  }

  /** A test of the first argument against a constant pattern: the second argument. */
  static Kernel kernel(String pattern, boolean folded) {
    LikePattern like = of(pattern, folded);
    Kernel simple = folded ? null : like.simple();
    if (simple != null) {
      return simple;
    }
    Optional<Dfa> table =
        like.isLong ? Optional.empty() : Regex.table((folded ? "(?i)" : "") + regex(pattern));
    if (table.isPresent()) {
      Dfa dfa = table.get();
      return (Kernel.Bbz) (text, same) -> dfa.finds(text.bytes, text.start, text.end);
    }
    return (Kernel.Bbz) (text, same) -> like.matches(text);
  }

  /** A regular expression of the same meaning. */
  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder("(?s)^");
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        char meant = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
        boolean plain = Character.isLetterOrDigit(meant) || meant > 0x7F;
        regex.append(plain ? String.valueOf(meant) : String.format("\\x%02X", (int) meant));
      }
    }
    return regex.append('$').toString();
  }

  /** Of patterns without {@code _} and with {@code %} at the ends only; null for others. */
  private Kernel simple() {
    int from = parts.length > 0 && parts[0] == RUN ? 1 : 0;
    int to =
        parts.length > from && parts[parts.length - 1] == RUN ? parts.length - 1 : parts.length;
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      if (parts[i] < 0) {
        return null;
      }
      bytes[i - from] = (byte) parts[i];
    }
    Needle needle = Needle.of(bytes);
    boolean openEnd = to < parts.length || (from == 1 && parts.length == 1);
    if (from == 1) {
      return openEnd ? TextTests.contains(needle) : TextTests.endsWith(needle);
    }
    return openEnd ? TextTests.startsWith(needle) : new TextTests.Is(needle);
  }

  boolean matches(BytesView text) {
    if (unicode && !Utf8.isAscii(text)) {
      byte[] all = folded(text.toString());
      return matches(all, 0, all.length);
    }
    return matches(text.bytes, text.start, text.end);
  }

  /**
   * Greedy from left to right; on a mismatch the last run takes one byte more. Throws
   * EvaluationError if a long pattern takes too many steps.
   */
  private boolean matches(byte[] text, int start, int end) {
    int part = 0;
    int at = start;
    int run = -1;
    int runAt = 0;
    RowSteps steps = isLong ? new RowSteps("match LIKE pattern") : null;
    while (at < end) {
      int wanted = part < parts.length ? parts[part] : NONE;
      if (wanted == (folded ? lower(text[at]) : text[at] & 0xFF)) {
        part++;
        at++;
      } else if (wanted == ONE) {
        part++;
        at = Utf8.skip(text, at, end, 1);
      } else if (wanted == RUN) {
        run = part++;
        runAt = at;
      } else if (run >= 0) {
        if (steps != null) {
          steps.add(at - runAt);
        }
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

  private static int lower(byte each) {
    return each >= 'A' && each <= 'Z' ? each + 'a' - 'A' : each & 0xFF;
  }

  /** The Kelvin sign is folded to k, the long s to s. */
  private static boolean hasOthers(int letter) {
    return letter == 'k' || letter == 's';
  }

  private static byte[] folded(String text) {
    int[] points = text.codePoints().map(CaseFolding::fold).toArray();
    return new String(points, 0, points.length).getBytes(UTF_8);
  }
}
