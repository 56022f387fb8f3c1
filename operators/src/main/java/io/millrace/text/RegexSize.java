// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.EvaluationError;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression is, and about how large what is made of it: counted repetitions
 * are written out, so that {@code ((a{100}){100}){100}} is a million steps in twenty characters.
 */
final class RegexSize {
  private record Group(long before, long last) {}

  private final String regex;
  private final Deque<Group> open = new ArrayDeque<>();
  private long total;
  private long last;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /** Throws LIMIT_EXCEEDED before anything is made of it. */
  static void check(String regex) {
    check(Limit.PATTERN_LENGTH, regex.length(), " characters");
    check(Limit.PATTERN_STEPS, new RegexSize(regex).steps(), " steps or so");
  }

  private static void check(Limit limit, long found, String things) {
    if (found > Limits.DEFAULT.of(limit)) {
      throw new EvaluationError(
          limit.code(), Limits.DEFAULT.refusal(limit, "match regular expression", found + things));
    }
  }

  private long steps() {
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> {
          i = escape(i + 1);
          atom(1);
        }
        case '[' -> {
          i = behindClass(i + 1);
          atom(1);
        }
        case '(' -> {
          open.push(new Group(total, last));
          total = 0;
          last = 0;
        }
        case ')' -> close();
        case '{' -> i = repetition(i);
        default -> atom(1);
      }
    }
    while (!open.isEmpty()) {
      close();
    }
    return total;
  }

  private void atom(long size) {
    last = size;
    total = plus(total, size);
  }

  private void close() {
    long inner = plus(total, 2);
    Group group = open.isEmpty() ? new Group(0, 0) : open.pop();
    total = group.before();
    atom(inner);
  }

  /** The place of an escape's last character. */
  private int escape(int at) {
    int end = regex.indexOf('}', at);
    boolean braced = at + 1 < regex.length() && regex.charAt(at + 1) == '{' && end > 0;
    return braced && "pPx".indexOf(regex.charAt(at)) >= 0 ? end : at;
  }

  /** The place of the bracket that ends a class; a first one is a member. */
  private int behindClass(int from) {
    int at = from;
    if (at < regex.length() && regex.charAt(at) == '^') {
      at++;
    }
    for (at++; at < regex.length() && regex.charAt(at) != ']'; at++) {
      if (regex.charAt(at) == '\\') {
        at++;
      }
    }
    return at;
  }

  private int repetition(int at) {
    int end = regex.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : regex.substring(at + 1, end).split(",", 2);
    long most = 0;
    for (String bound : bounds) {
      if (!bound.isEmpty()) {
        if (!bound.chars().allMatch(c -> c >= '0' && c <= '9') || bound.length() > 9) {
          atom(1);
          return at;
        }
        most = Math.max(most, Long.parseLong(bound));
      }
    }
    if (end < 0 || most == 0) {
      atom(1);
      return at;
    }
    long more = last > Long.MAX_VALUE / most ? Long.MAX_VALUE : last * most;
    total = plus(total - last, more);
    last = more;
    return end;
  }

  private static long plus(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
