// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.conformance.FunctionExamples.Example;
import io.millrace.conformance.FunctionScores.Score;
import io.millrace.function.FunctionKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page {@code docs/reference/functions.md}: what it says is asked of the code. */
final class FunctionsPage {
  private static final int SHOWN_FAILURES = 5;
  private static final int SHOWN_CALLS = 3;

  /** A case that DataFusion fails and that is answered here on purpose. */
  record Difference(String id, String sql, String error, String answer) {}

  private final FunctionScores scores;
  private final FunctionExamples examples;
  private final Reasons reasons;
  private final StringBuilder text = new StringBuilder();

  private FunctionsPage(FunctionScores scores, FunctionExamples examples, Reasons reasons) {
    this.reasons = reasons;
    this.scores = scores;
    this.examples = examples;
  }

  static String of(
      FunctionScores scores,
      FunctionExamples examples,
      List<Difference> differences,
      Reasons reasons) {
    FunctionsPage page = new FunctionsPage(scores, examples, reasons);
    page.head();
    page.functions("Scalar functions", FunctionKind.SCALAR);
    page.functions("Aggregate functions", FunctionKind.AGGREGATE);
    page.functions("Window functions", FunctionKind.WINDOW);
    page.functions("Functions of lambdas", FunctionKind.HIGHER_ORDER);
    page.missing();
    page.differences(differences);
    page.reasons();
    return page.text.toString();
  }

  private void head() {
    text.append(
        """
        <!-- SPDX-License-Identifier: Apache-2.0 -->
        # Functions

        <!-- Made by FunctionsPageTest, which fails when this page is stale; CONTRIBUTING says how to make it anew. -->

        Functions of DataFusion 55, with its types, results and errors, by the name under which expressions carry them.

        - *takes*: types of arguments, by number of arguments; others are cast to these where DataFusion does so. Of functions
          that decide which arguments are evaluated, the types for which calls were compared with DataFusion.
        - *example*: what DataFusion 55 was asked, and what both answer. Those of aggregates are over four rows of
          `x` (3, 1, NULL, 4), `y` (0.5, 2.5, 1.5, 2.5), `s` ('b', 'a', 'b', NULL) and `p` (true, false, true, NULL); those
          with OVER give a value for each of them.
        - *cases*: of DataFusion's recorded answers those that have the function and none that is missing. *exact* means
          bytes, name, type, value and whether it is an error, for all of them.
        """);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void functions(String title, FunctionKind kind) {
    Map<Function, List<String>> all = Function.all(kind);
    all.keySet().removeIf(function -> !function.isEvaluated());
    if (all.isEmpty()) {
      return;
    }
    line("");
    line("## " + title);
    line("");
    row("function", "other names", "takes", "example", "gives", "cases");
    line("|---|---|---|---|---|---|");
    all.forEach(
        (function, others) -> {
          Example example = examples.of(function);
          Score score = scores.of(function);
          row(
              function.name(),
              String.join(", ", others),
              takes(function, score),
              example == null ? "" : code(example.sql()),
              example == null ? "" : code(example.value()),
              cases(score));
        });
  }

  private static String takes(Function function, Score score) {
    Map<Integer, List<Words>> declared = DeclaredTypes.of(function);
    boolean said =
        !declared.isEmpty()
            && declared.keySet().containsAll(score.types.headMap(DeclaredTypes.MOST).keySet());
    Map<Integer, List<Words>> types = said ? declared : score.types;
    String calls =
        types.values().stream()
            .limit(SHOWN_CALLS)
            .map(
                words ->
                    words.stream().map(Words::toString).collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining("<br>"));
    return calls + (types.size() > SHOWN_CALLS ? "<br>…" : "");
  }

  private String cases(Score score) {
    if (score.failures.isEmpty()) {
      return score.cases == 0 ? "none" : "exact: " + score.cases;
    }
    String ids = score.failures.stream().limit(SHOWN_FAILURES).collect(Collectors.joining(", "));
    String more = score.failures.size() > SHOWN_FAILURES ? ", …" : "";
    String why = score.failures.stream().allMatch(reasons::explain) ? ", see below" : "";
    return "differs in " + score.failures.size() + " of " + score.cases + why + ": " + ids + more;
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private void missing() {
    line("");
    line("## Not evaluated");
    line("");
    line("Expressions with these are read, printed and written, but refused when they are bound.");
    for (FunctionKind kind : FunctionKind.values()) {
      List<String> names =
          Function.all(kind).keySet().stream()
              .filter(function -> !function.isEvaluated())
              .map(Function::name)
              .toList();
      if (!names.isEmpty()) {
        line("");
        line("- " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ":");
        names.forEach(name -> line("  " + name));
      }
    }
  }

  private void differences(List<Difference> differences) {
    text.append(
        """

        ## Deliberate differences

        In DataFusion, whether `x <> 0 AND 10 / x > 1` fails for a row with `x = 0` depends on the other rows of its batch.
        A stream has no batches that mean anything, so here AND and OR protect, a row at a time: a row for which an
        operand decides is not shown to the operands after it, and raises no error from them; NULL does not decide.
        These cases of the corpus of DataFusion's answers have an error there and an answer here.

        """);
    row("case", "expression", "DataFusion", "here");
    line("|---|---|---|---|");
    for (Difference each : differences) {
      row(each.id(), code(each.sql()), each.error(), code(each.answer()));
    }
  }

  private void reasons() {
    line("");
    line("## Other differences that are known");
    line("");
    row("cases", "why");
    line("|---|---|");
    reasons.all().forEach(reason -> row(reason.ids(), reason.text()));
  }
}
