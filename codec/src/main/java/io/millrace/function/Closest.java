// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The name that was probably meant: the nearest by Levenshtein's distance on code points. */
@Internal
public final class Closest {
  private Closest() {}

  /**
   * The candidate with the fewest edits from {@code name}, the first of several, if it takes no
   * more than a third of the name's length, and at least one edit is always allowed.
   */
  public static Optional<String> to(String name, Iterable<String> candidates) {
    int[] wanted = name.codePoints().toArray();
    int best = Math.max(1, wanted.length / 3) + 1;
    String closest = null;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.codePoints().toArray());
      if (distance < best) {
        best = distance;
        closest = candidate;
      }
    }
    return Optional.ofNullable(closest);
  }

  private static int distance(int[] from, int[] to) {
    int[] above = new int[to.length + 1];
    for (int j = 0; j <= to.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length; i++) {
      int[] row = new int[to.length + 1];
      row[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length];
  }
}
