// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What becomes of a question whose answers differ: a finding, or reasons. A reason holds for the
 * difference as it was found and at its smallest, and for other rows that differ; and without the
 * part that it is about, answers are the same.
 */
final class Inspection {
  private static final int ROWS = 3;
  private static final int WITHOUT = 2;
  private static final int DEEPEST = 3;

  private final Asking asking;
  private final Generator generator;
  private final Question origin;
  private final List<Finding> exempt = new ArrayList<>();
  private final Set<Exemption> exemptions = EnumSet.noneOf(Exemption.class);
  private Finding finding;

  private Inspection(Asking asking, Generator generator, Question origin) {
    this.asking = asking;
    this.generator = generator;
    this.origin = origin;
  }

  static Inspection of(
      Asking asking, Generator generator, Question question, List<Difference> differences)
      throws IOException {
    Inspection inspection = new Inspection(asking, generator, question);
    inspection.inspect(question, differences, 0);
    return inspection;
  }

  /** Null if every difference has a reason. */
  Finding finding() {
    return finding;
  }

  Set<Exemption> exemptions() {
    return exemptions;
  }

  /** The smallest that have a reason. */
  List<Finding> exempt() {
    return exempt;
  }

  private void inspect(Question question, List<Difference> differences, int depth)
      throws IOException {
    List<Difference> some = new ArrayList<>(differences);
    Collections.shuffle(some, new Random(question.toString().hashCode()));
    for (Difference each : some) {
      if (reasons(question, each).isEmpty()) {
        finding = smallest(question, each, Set.of());
        return;
      }
    }
    for (int i = 0; finding == null && i < Math.min(ROWS, some.size()); i++) {
      inspect(question, some.get(i), depth);
    }
  }

  private void inspect(Question question, Difference difference, int depth) throws IOException {
    Finding smallest = smallest(question, difference, reasons(question, difference));
    Exemption reason =
        Exemption.of(
            smallest.difference(),
            asking.parts(smallest.question(), smallest.rows(), smallest.difference()));
    if (reason == null) {
      finding = smallest;
      return;
    }
    exempt.add(smallest);
    exemptions.add(reason);
    if (depth < DEEPEST) {
      without(reason, question, difference, depth);
    }
  }

  private Finding smallest(Question question, Difference difference, Set<Exemption> reasons)
      throws IOException {
    Finding found = Shrinking.smallest(asking, generator, question, difference, reasons);
    return new Finding(found.question(), found.rows(), found.where(), found.difference(), origin);
  }

  private Set<Exemption> reasons(Question question, Difference difference) throws IOException {
    Parts parts = asking.parts(question, null, difference);
    Set<Exemption> reasons = EnumSet.noneOf(Exemption.class);
    for (Exemption each : Exemption.values()) {
      if (each.mayHold(difference, parts)) {
        reasons.add(each);
      }
    }
    return reasons;
  }

  /** Asks with something simple for the smallest part that the reason is about. */
  private void without(Exemption reason, Question question, Difference difference, int depth)
      throws IOException {
    Phrase root = question.phrase();
    List<Phrase> parts = root.all().stream().sorted(Comparator.comparingInt(Phrase::size)).toList();
    for (Phrase part : parts) {
      if (!part.equals(root)
          && !Grammar.isClause(part.sort())
          && reason.isOf(asking.parts(question.with(part), null, difference))) {
        List<Phrase> others = generator.simplest(part.sort(), question.table());
        for (int i = 0; finding == null && i < Math.min(WITHOUT, others.size()); i++) {
          Question other = question.with(root.with(part, others.get(i)));
          List<Difference> differences = asking.ask(other, null).differences();
          if (!differences.isEmpty()) {
            inspect(other, differences, depth + 1);
          }
        }
        return;
      }
    }
  }
}
