// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limits;
import io.millrace.expr.Bytes;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.session.Inline;
import io.millrace.trust.Admission;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.udf.PayloadKind;
import io.millrace.udf.UdfEnvelope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;

/**
 * The functions that a rule brings along with their code, before anything of them is looked at.
 * What an extension codec wrote is none, unless it holds one: the codec of the receiver reads it.
 */
@Internal
public final class FunctionsByValue {
  private FunctionsByValue() {}

  /**
   * Throws UNTRUSTED_FUNCTION for the first that is not let in. Bytes that are no expression within
   * the limits bring none, and are refused when they are bound; where names count, whoever knows
   * the names judges.
   */
  static void check(Rule rule, Admission admission, Limits limits) {
    if (admission.byValue() != Admission.ByValue.BY_NAME) {
      each(
          rule,
          limits,
          (name, code) -> admission.checkFunction(PayloadKind.of(code).family(), name));
    }
  }

  /**
   * The level that the class files of a rule's functions need, 0 if it brings none. Throws what
   * {@link UdfEnvelope#read} does, also for a level that this JVM does not read.
   */
  public static int classLevel(Rule rule) {
    int[] level = {0};
    each(
        rule,
        Limits.DEFAULT,
        (name, code) -> {
          if (PayloadKind.of(code).isJvm()) {
            level[0] = Math.max(level[0], UdfEnvelope.read(code).classFileLevel());
          }
        });
    return level[0];
  }

  private static void each(Rule rule, Limits limits, BiConsumer<String, Bytes> nameAndCode) {
    for (RuleText text : rule.texts()) {
      if (text instanceof RuleText.Encoded encoded && encoded.expr().problem(limits).isEmpty()) {
        each(encoded.expr().expr(limits), nameAndCode);
      }
    }
  }

  private static void each(Expr expr, BiConsumer<String, Bytes> nameAndCode) {
    Deque<Expr> rest = new ArrayDeque<>(List.of(expr));
    while (!rest.isEmpty()) {
      Expr next = rest.pop();
      if (next instanceof Expr.ScalarCall call) {
        one(call.function(), call.definition(), nameAndCode);
      } else if (next instanceof Expr.AggregateCall call) {
        one(call.function(), call.definition(), nameAndCode);
      } else if (next instanceof Expr.WindowCall call) {
        one(call.function(), call.definition(), nameAndCode);
      } else if (next instanceof Expr.HigherOrderCall call) {
        one(call.function(), call.definition(), nameAndCode);
      }
      next.children().forEach(rest::push);
    }
  }

  private static void one(
      String name, Definition definition, BiConsumer<String, Bytes> nameAndCode) {
    if (definition != null) {
      definition.payload().flatMap(Inline::code).ifPresent(code -> nameAndCode.accept(name, code));
    }
  }
}
