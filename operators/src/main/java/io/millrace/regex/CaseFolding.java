// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;

/** Characters that differ in case only, by Unicode's simple folding: one for one. */
@Internal
public final class CaseFolding {
  /** Behind the last character that has cases. */
  private static final int END = 0x20000;

  /** Characters that are folded to the same, more than one in each group. */
  private static final List<List<Integer>> GROUPS = groups();

  private CaseFolding() {}

  /** The dotted and dotless i have no other case. */
  public static int fold(int point) {
    if (point == 0x130 || point == 0x131) {
      return point;
    }
    return switch (point) {
      // Their upper cases are several characters, of which Character knows nothing.
      case 0xFB05 -> 0xFB06;
      case 0x1FD3 -> 0x390;
      case 0x1FE3 -> 0x3B0;
      default -> Character.toLowerCase(Character.toUpperCase(point));
    };
  }

  /** The set, and what differs from its members in case only. */
  static CodePoints closed(CodePoints set) {
    TreeSet<Integer> more = new TreeSet<>();
    for (List<Integer> group : GROUPS) {
      if (group.stream().anyMatch(set::has)) {
        more.addAll(group);
      }
    }
    return set.or(CodePoints.of(more.stream().mapToInt(Integer::intValue)));
  }

  private static List<List<Integer>> groups() {
    Map<Integer, List<Integer>> byFold = new TreeMap<>();
    for (int point = 0; point < END; point++) {
      int folded = fold(point);
      if (folded != point) {
        byFold.computeIfAbsent(folded, first -> new ArrayList<>(List.of(first))).add(point);
      }
    }
    return List.copyOf(byFold.values());
  }
}
