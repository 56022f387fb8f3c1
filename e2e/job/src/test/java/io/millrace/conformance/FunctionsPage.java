// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page {@code docs/reference/functions.md}: what it says is asked of the code. */
final class FunctionsPage {
  /** A case that DataFusion fails and that is answered here on purpose. */
  record Difference(String id, String sql, String error, String answer) {}

  private final StringBuilder text = new StringBuilder();

  private FunctionsPage() {}

  static String of(List<Difference> differences) {
    FunctionsPage page = new FunctionsPage();
    page.line("<!-- SPDX-License-Identifier: Apache-2.0 -->");
    page.line("# Functions");
    page.line("");
    page.line("<!-- Made by FunctionsPageTest, which fails when this page is stale. -->");
    page.line("");
    page.line("Functions of DataFusion 55, with its types, results and errors, by the name under");
    page.line("which expressions carry them.");
    page.functions("Scalar functions", FunctionKind.SCALAR);
    page.functions("Aggregate functions", FunctionKind.AGGREGATE);
    page.missing();
    page.differences(differences);
    return page.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void functions(String title, FunctionKind kind) {
    line("");
    line("## " + title);
    line("");
    line("| function | other names |");
    line("|---|---|");
    others(kind)
        .forEach(
            (name, others) -> {
              if (isEvaluated(name, kind)) {
                line("| " + name + " | " + String.join(", ", others) + " |");
              }
            });
  }

  private void missing() {
    line("");
    line("## Not evaluated");
    line("");
    line("Expressions with these are read, printed and written, but refused when they are bound.");
    for (FunctionKind kind : FunctionKind.values()) {
      List<String> names =
          others(kind).keySet().stream().filter(name -> !isEvaluated(name, kind)).toList();
      if (!names.isEmpty()) {
        String label = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        line("");
        line("- " + label + ": " + String.join(", ", names));
      }
    }
  }

  /** Own names with the others of the same function. */
  private static Map<String, List<String>> others(FunctionKind kind) {
    Map<String, List<String>> names = new TreeMap<>();
    for (String name : FunctionNames.names(kind)) {
      String own = FunctionNames.find(name, kind).orElseThrow();
      List<String> others = names.computeIfAbsent(own, key -> new ArrayList<>());
      if (!own.equals(name)) {
        others.add(name);
      }
    }
    return names;
  }

  /** Whether a call without arguments is bound, or refused for its arguments only. */
  private static boolean isEvaluated(String name, FunctionKind kind) {
    Binder binder = Binder.over(new Schema("t", List.of()));
    try {
      switch (kind) {
        case SCALAR -> binder.bind(new Expr.ScalarCall(name, List.of()));
        case AGGREGATE ->
            binder.bindAggregate(
                new Expr.AggregateCall(name, List.of(), false, null, List.of(), null, null));
        case WINDOW, HIGHER_ORDER -> {
          return false;
        }
      }
      return true;
    } catch (MillraceException refused) {
      return refused.code() != ErrorCode.UNSUPPORTED_EXPRESSION;
    }
  }

  private void differences(List<Difference> differences) {
    line("");
    line("## Deliberate differences");
    line("");
    line(
        "In DataFusion, whether `x <> 0 AND 10 / x > 1` fails for a row with `x = 0` depends on"
            + " the");
    line("other rows of its batch. A stream has no batches that mean anything, so here AND and OR");
    line(
        "protect, a row at a time: a row for which an operand decides is not shown to the"
            + " operands");
    line(
        "after it, and raises no error from them; NULL does not decide. These cases of the corpus"
            + " of");
    line("DataFusion's answers have an error there and an answer here.");
    line("");
    line("| case | expression | DataFusion | here |");
    line("|---|---|---|---|");
    for (Difference each : differences) {
      line(
          "| "
              + String.join(
                  " | ",
                  List.of(
                      each.id(), "`" + each.sql() + "`", each.error(), "`" + each.answer() + "`"))
              + " |");
    }
  }
}
