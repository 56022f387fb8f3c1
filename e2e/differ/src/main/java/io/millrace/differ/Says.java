// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What DataFusion says where a difference is exempt, by the kinds of differences it may be. */
final class Says {
  /** About values, not about plans, types or names. */
  private static final String RUN_TIME =
      "Divide by zero|[Oo]verflow|Cast error|Parser error|Compute error|out of range"
          + "|must not be zero|Error parsing|cannot take |exceeds the representable";

  private final Map<Difference.Kind, Pattern> patterns = new EnumMap<>(Difference.Kind.class);

  private Says() {}

  static Says nothing() {
    return new Says();
  }

  static Says anything(Difference.Kind kind) {
    return that(kind, "");
  }

  /** That some value has no answer. */
  static Says failure() {
    return that(Difference.Kind.ANSWERS, RUN_TIME);
  }

  static Says that(Difference.Kind kind, String pattern) {
    return new Says().or(kind, pattern);
  }

  Says or(Difference.Kind kind, String pattern) {
    patterns.put(kind, Pattern.compile(pattern));
    return this;
  }

  boolean isOf(Difference.Kind kind) {
    return patterns.containsKey(kind);
  }

  boolean holds(Difference difference) {
    return isOf(difference.kind())
        && patterns.get(difference.kind()).matcher(difference.there()).find();
  }
}
