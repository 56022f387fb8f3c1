// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a question on which answers differ smaller for as long as they differ in the same way, and
 * not for a reason that was not there in the beginning.
 */
final class Shrinking {
  private static final int MOST_QUESTIONS = 300;

  private final Asking asking;
  private final Generator generator;
  private final Set<Exemption> reasons;
  private final Difference.Kind kind;
  private Question question;
  private List<Integer> rows;
  private Difference difference;
  private int asked;

  private Shrinking(
      Asking asking,
      Generator generator,
      Question question,
      Difference difference,
      Set<Exemption> reasons) {
    this.asking = asking;
    this.generator = generator;
    this.reasons = reasons;
    this.question = question;
    this.difference = difference;
    kind = difference.kind();
  }

  /**
   * @param reasons that the difference may have
   */
  static Finding smallest(
      Asking asking,
      Generator generator,
      Question question,
      Difference difference,
      Set<Exemption> reasons)
      throws IOException {
    Shrinking shrinking = new Shrinking(asking, generator, question, difference, reasons);
    shrinking.fewerRows();
    while (shrinking.smallerPhrase()) {
      // once more
    }
    shrinking.fewerRows();
    return new Finding(
        shrinking.question,
        shrinking.rows,
        asking.columns(shrinking.question, shrinking.rows),
        shrinking.difference,
        question);
  }

  private boolean take(Question smaller, List<Integer> fewer) throws IOException {
    if (asked++ > MOST_QUESTIONS) {
      return false;
    }
    Difference found = null;
    for (Difference each : asking.ask(smaller, fewer).differences()) {
      if (found == null && each.kind() == kind && isAdmitted(smaller, fewer, each)) {
        found = each;
      }
    }
    if (found == null) {
      return false;
    }
    question = smaller;
    rows = fewer;
    difference = found;
    return true;
  }

  private boolean isAdmitted(Question smaller, List<Integer> fewer, Difference found)
      throws IOException {
    Exemption reason = Exemption.of(found, asking.parts(smaller, fewer, found));
    return reason == null || reasons.contains(reason);
  }

  private void fewerRows() throws IOException {
    if (question.table() == null
        || (question.over() == Question.Over.ROW
            && difference.row() != null
            && take(question, List.of(difference.row())))) {
      return;
    }
    if (question.over() == Question.Over.TABLE || question.over() == Question.Over.GROUPS) {
      List<Integer> all =
          rows == null ? IntStream.range(0, asking.rows(question)).boxed().toList() : rows;
      for (int i = all.size() - 1; i >= 0 && all.size() > 1; i--) {
        List<Integer> fewer = new ArrayList<>(all);
        fewer.remove(i);
        all = take(question, fewer) ? fewer : all;
      }
    }
  }

  private boolean smallerPhrase() throws IOException {
    Phrase root = question.phrase();
    for (Phrase part : bySize(root)) {
      if (!part.equals(root) && take(question.with(part), rows)) {
        return true;
      }
    }
    for (Phrase part : root.all()) {
      List<Phrase> others = new ArrayList<>(part.parts().isEmpty() ? List.of() : bySize(part));
      others.addAll(generator.simplest(part.sort(), question.table()));
      for (Phrase other : others) {
        boolean smaller =
            other.size() < part.size()
                || (other.size() == part.size() && isSimpler(other.sql(), part.sql()));
        if (!other.equals(part) && smaller && take(question.with(root.with(part, other)), rows)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSimpler(String other, String than) {
    return other.length() < than.length();
  }

  private static List<Phrase> bySize(Phrase phrase) {
    return phrase.all().stream().sorted(Comparator.comparingInt(Phrase::size)).toList();
  }
}
