// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  /** Not the same each time, or not of a row alone. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "arrow_field",
          "current_date",
          "current_time",
          "file_row_index",
          "input_file_name",
          "now",
          "random",
          "uuid",
          "version");

  private final Grammar all = Grammar.read(name -> true);

  @Test
  void everyScalarFunctionIsInAProduction() {
    Set<String> called =
        all.all().stream()
            .flatMap(each -> each.calls().stream())
            .flatMap(name -> FunctionNames.find(name, FunctionKind.SCALAR).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> wanted =
        FunctionNames.names(FunctionKind.SCALAR).stream()
            .map(name -> FunctionNames.find(name, FunctionKind.SCALAR).orElseThrow())
            .filter(name -> !LEFT_OUT.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called).containsExactlyInAnyOrderElementsOf(wanted);
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
