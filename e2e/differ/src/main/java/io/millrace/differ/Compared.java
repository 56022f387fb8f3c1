// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What came of comparing the answers to a question: every row that differs, and why some may. */
final class Compared {
  private static final int LONGEST = 300;

  private final List<Difference> differences = new ArrayList<>();
  private final Set<Exemption> exemptions = EnumSet.noneOf(Exemption.class);
  private boolean valued;

  void differs(Difference.Kind kind, Integer row, Object there, Object here) {
    differences.add(new Difference(kind, row, shortened(there), shortened(here)));
  }

  private static String shortened(Object said) {
    String text = String.valueOf(said).replace("\n", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  void exempt(Exemption exemption) {
    exemptions.add(exemption);
  }

  /** What was a difference at a row is none. */
  void exempt(Exemption exemption, Integer row) {
    differences.removeIf(each -> row.equals(each.row()));
    exemptions.add(exemption);
  }

  /** DataFusion has a value for some row. */
  void valued() {
    valued = true;
  }

  boolean isValued() {
    return valued;
  }

  /** Of that kind. */
  List<Integer> rows(Difference.Kind kind) {
    return differences.stream()
        .filter(each -> each.kind() == kind)
        .map(Difference::row)
        .filter(Objects::nonNull)
        .toList();
  }

  boolean isSame() {
    return differences.isEmpty() && exemptions.isEmpty();
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Of rows that are not among the differences. */
  Set<Exemption> exemptions() {
    return exemptions;
  }
}
