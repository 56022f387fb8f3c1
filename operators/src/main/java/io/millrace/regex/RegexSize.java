// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How large a regular expression is, as Rust's library counts it: bytes of an automaton that reads
 * UTF-8 backwards. Counted repetitions are written out, so that {@code ((a{100}){100}){100}} is 32
 * MB in twenty characters. Throws LIMIT_EXCEEDED before anything is made of it.
 */
final class RegexSize {
  private static final int STATE = 32;

  /** Of one way of a fork. */
  private static final int WAY = 4;

  private static final int FORK = STATE + 2 * WAY;

  /** Of one range of a class of ASCII. */
  private static final int RANGE = 8;

  /** What every expression has around it. */
  private static final int AROUND = 6 * STATE + 1;

  /** Where it is not counted on. */
  private static final long UNCOUNTED = 1L << 31;

  private final Map<CodePoints, Long> sets = new IdentityHashMap<>();

  private RegexSize() {}

  static void checkText(String regex) {
    if (isTooLong(regex)) {
      throw exceeded(Limit.PATTERN_LENGTH, regex.length() + " characters");
    }
  }

  static boolean isTooLong(String regex) {
    return regex.length() > Limits.DEFAULT.of(Limit.PATTERN_LENGTH);
  }

  static void check(Node node) {
    if (isTooLarge(node)) {
      throw exceeded(Limit.PATTERN_BYTES, "it comes to more bytes");
    }
  }

  static boolean isTooLarge(Node node) {
    return AROUND + new RegexSize().of(node) > Limits.DEFAULT.of(Limit.PATTERN_BYTES);
  }

  static EvaluationError exceeded(Limit limit, String found) {
    return new EvaluationError(
        limit.code(), Limits.DEFAULT.refusal(limit, "match regular expression", found));
  }

  /** At most {@link #UNCOUNTED}, so that sums do not overflow. */
  private long of(Node node) {
    long size = 0;
    if (node instanceof Node.One one) {
      size = sets.computeIfAbsent(one.points(), RegexSize::of);
    } else if (node instanceof Node.At) {
      size = STATE;
    } else if (node instanceof Node.Group group) {
      size = of(group.part()) + 2 * STATE;
    } else if (node instanceof Node.Repeat repeat) {
      boolean open = repeat.most() < 0;
      long copies = open ? Math.max(repeat.least(), 1) : repeat.most();
      long forks = open ? 1 : repeat.most() - repeat.least();
      size = copies * of(repeat.part()) + forks * FORK;
    } else if (node instanceof Node.Any any) {
      size = 2 * STATE;
      for (Node part : any.parts()) {
        size += of(part) + WAY;
      }
    } else if (node instanceof Node.All all) {
      for (Node part : all.parts()) {
        size += of(part);
      }
    }
    return Math.min(size, UNCOUNTED);
  }

  private static long of(CodePoints points) {
    int single = points.single();
    if (single >= 0) {
      return (long) STATE * length(single);
    }
    long ranges = points.asciiRanges();
    if (points.isAscii()) {
      return 2 * STATE + RANGE * ranges;
    }
    Utf8Ranges beyond = new Utf8Ranges();
    int[] others = points.others();
    for (int i = 0; i < others.length; i += 2) {
      beyond.add(others[i], others[i + 1]);
    }
    long ways = ranges + beyond.sequences;
    return 2 * STATE + WAY * ways + STATE * (ranges + beyond.nodes.size());
  }

  private static int length(int point) {
    return point < CodePoints.ASCII ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** Ranges of characters as sequences of ranges of bytes; the same beginnings are one. */
  private static final class Utf8Ranges {
    final Set<Long> nodes = new HashSet<>();
    int sequences;

    void add(int first, int last) {
      if (first <= Character.MAX_SURROGATE && last >= Character.MIN_SURROGATE) {
        if (first < Character.MIN_SURROGATE) {
          add(first, Character.MIN_SURROGATE - 1);
        }
        if (last > Character.MAX_SURROGATE) {
          add(Character.MAX_SURROGATE + 1, last);
        }
        return;
      }
      for (int end : new int[] {0x7FF, 0xFFFF}) {
        if (first <= end && last > end) {
          add(first, end);
          add(end + 1, last);
          return;
        }
      }
      for (int bits = 6; bits <= 18; bits += 6) {
        int rest = (1 << bits) - 1;
        if ((first & ~rest) != (last & ~rest)) {
          if ((first & rest) != 0) {
            add(first, first | rest);
            add((first | rest) + 1, last);
            return;
          }
          if ((last & rest) != rest) {
            add(first, (last & ~rest) - 1);
            add(last & ~rest, last);
            return;
          }
        }
      }
      sequence(first, last);
    }

    private void sequence(int first, int last) {
      sequences++;
      int length = length(first);
      long key = 0;
      for (int i = length - 1; i >= 0; i--) {
        int bits = 6 * i;
        int mask = i == length - 1 ? -1 : 0x3F;
        int from = (first >> bits) & mask;
        int to = (last >> bits) & mask;
        key = (key << 14) | ((long) (from | 0x40) << 7) | to;
        nodes.add(key * 4 + length - 1);
      }
    }
  }
}
