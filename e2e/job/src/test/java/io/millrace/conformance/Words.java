// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId.Family;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The families of types that were seen at one place, in as few words as say it. */
final class Words {
  private static final int ANY = 7;

  private final Set<Family> families = EnumSet.noneOf(Family.class);

  static List<Words> places(int count) {
    return Stream.generate(Words::new).limit(count).toList();
  }

  void add(DataType type) {
    families.add(type.unwrapped().family());
  }

  @Override
  public String toString() {
    Set<Family> seen = EnumSet.copyOf(families.isEmpty() ? Set.of(Family.NULL) : families);
    if (seen.size() > 1) {
      seen.remove(Family.NULL);
    }
    if (seen.size() >= ANY) {
      return "any";
    }
    Set<String> words = new TreeSet<>();
    if (seen.contains(Family.FLOAT) && seen.stream().anyMatch(Family::isInteger)) {
      seen.removeIf(Family::isNumeric);
      words.add("number");
    }
    if (seen.stream().filter(Family::isTemporal).count() > 2) {
      seen.removeIf(Family::isTemporal);
      words.add("temporal");
    }
    for (Family family : seen) {
      words.add(family.isInteger() ? "integer" : family.name().toLowerCase(Locale.ROOT));
    }
    return String.join(" or ", words);
  }
}
