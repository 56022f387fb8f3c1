// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why cases differ, as {@code reasons.txt} says it. */
record Reasons(List<Reason> all) {
  /**
   * One line.
   *
   * @param cases that it is for; null where it is for none
   */
  record Reason(Ratchet cases, String text) {
    String ids() {
      return cases == null ? "" : cases.area() + " " + String.join(", ", cases.failed());
    }
  }

  static Reasons read(Path file) throws IOException {
    List<Reason> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        int bar = line.indexOf(" | ");
        List<String> words = List.of(line.substring(0, bar).split(" "));
        String area = words.get(0);
        all.add(
            new Reason(
                area.equals("-") ? null : new Ratchet(area, 0, 0, words.subList(1, words.size())),
                line.substring(bar + 3)));
      }
    }
    return new Reasons(all);
  }

  /** Whether a case that fails is known to. */
  boolean explain(String id) {
    int slash = id.lastIndexOf('/');
    String area = id.substring(0, slash);
    String number = id.substring(slash + 1);
    return all.stream()
        .map(Reason::cases)
        .anyMatch(each -> each != null && each.area().equals(area) && each.fails(number));
  }
}
