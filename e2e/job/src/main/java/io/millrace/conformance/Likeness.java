// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import java.util.Comparator;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * When two values in {@code Literal}'s Java form are the same answer: NaN is NaN and negative zero
 * is not zero, but floats may differ by {@code tolerance}, relative or near zero absolute, and the
 * lists of an unordered answer may be in any order.
 */
@Internal
public record Likeness(double tolerance, boolean unordered) {
  public static final Likeness EXACT = new Likeness(0, false);

  /** As written in a corpus: null, a number or "unordered". */
  public static Likeness of(String text) {
    if (text == null) {
      return EXACT;
    }
    return text.equals("unordered")
        ? new Likeness(0, true)
        : new Likeness(Double.parseDouble(text), false);
  }

  /** Of two values of a column. */
  public boolean holds(Object a, Object b) {
    return (unordered && a instanceof List<?> x && b instanceof List<?> y)
        ? same(sorted(x), sorted(y))
        : same(a, b);
  }

  private boolean same(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x.equals(y) || (tolerance > 0 && near(x, y));
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return same(x, y);
    }
    return a == null ? b == null : a.equals(b);
  }

  private boolean same(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean near(double a, double b) {
    double scale = Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    return a == b || (!Double.isInfinite(scale) && Math.abs(a - b) <= tolerance * scale);
  }

  private static List<?> sorted(List<?> values) {
    return values.stream().sorted(Comparator.comparing(String::valueOf)).toList();
  }
}
