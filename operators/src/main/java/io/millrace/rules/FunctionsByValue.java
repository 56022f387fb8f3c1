// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.trust.Admission;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The functions that an expression brings along, before anything of them is looked at. */
final class FunctionsByValue {
  private static final int FAMILY = 7;

  private FunctionsByValue() {}

  /**
   * Throws UNTRUSTED_FUNCTION for the first that is not let in. Bytes that are no expression bring
   * none; where names count, whoever knows the names judges.
   */
  static void check(Rule rule, Admission admission) {
    if (admission.byValue() == Admission.ByValue.BY_NAME) {
      return;
    }
    for (RuleText text : rule.texts()) {
      if (text instanceof RuleText.Encoded encoded && encoded.expr().problem().isEmpty()) {
        check(encoded.expr().expr(), admission);
      }
    }
  }

  private static void check(Expr expr, Admission admission) {
    Deque<Expr> rest = new ArrayDeque<>(List.of(expr));
    while (!rest.isEmpty()) {
      Expr next = rest.pop();
      if (next instanceof Expr.ScalarCall call) {
        check(call.function(), call.definition(), admission);
      } else if (next instanceof Expr.AggregateCall call) {
        check(call.function(), call.definition(), admission);
      } else if (next instanceof Expr.WindowCall call) {
        check(call.function(), call.definition(), admission);
      } else if (next instanceof Expr.HigherOrderCall call) {
        check(call.function(), call.definition(), admission);
      }
      next.children().forEach(rest::push);
    }
  }

  private static void check(String name, Definition definition, Admission admission) {
    if (definition != null) {
      definition.payload().ifPresent(bytes -> admission.checkFunction(family(bytes), name));
    }
  }

  private static String family(Bytes payload) {
    Bytes start = payload.slice(0, Math.min(FAMILY, payload.length()));
    return new String(start.toArray(), StandardCharsets.ISO_8859_1);
  }
}
