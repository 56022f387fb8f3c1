// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private final Grammar all = Grammar.read(name -> true);

  @Test
  void aFunctionThatTheGrammarDoesNotCallIsCalledWithWhatItTakes() {
    assertThat(Unwritten.lines("upper")).contains("any 1: upper({text})");
    assertThat(Unwritten.lines("array_length")).contains("any 1: array_length({ilist}, {int})");
    assertThat(Unwritten.lines(Set.of())).anyMatch(line -> line.contains("levenshtein({"));
    assertThat(Unwritten.lines(Set.of("character_length")))
        .noneMatch(line -> line.contains(" character_length("));
  }

  @Test
  void everyPartIsOfASortThatThereIs() {
    assertThat(all.sorts())
        .containsAll(
            all.all().stream()
                .flatMap(each -> each.holes().stream().flatMap(sorts -> sorts.stream()))
                .toList());
  }

  @Test
  void aQuestionIsTheSameForTheSameSeedAndNumber() throws Exception {
    String first = Differ.generator(ROOT, all, 7).question(19).toString();
    assertThat(Differ.generator(ROOT, all, 7).question(19)).hasToString(first);
    assertThat(Differ.generator(ROOT, all, 8).question(19).toString()).isNotEqualTo(first);
  }

  @Test
  void parenthesesStandWhereTheyAreNeeded() {
    Phrase sum =
        new Phrase(
            "int", java.util.List.of("", " + ", ""), java.util.List.of(leaf("a"), leaf("-1")));
    Phrase times =
        new Phrase("int", java.util.List.of("", " * ", ""), java.util.List.of(sum, leaf("b")));
    Phrase call = new Phrase("int", java.util.List.of("abs(", ")"), java.util.List.of(times));
    assertThat(times.sql()).isEqualTo("(a + (-1)) * b");
    assertThat(call.sql()).isEqualTo("abs((a + (-1)) * b)");
  }

  private static Phrase leaf(String text) {
    return Phrase.leaf("int", text);
  }
}
