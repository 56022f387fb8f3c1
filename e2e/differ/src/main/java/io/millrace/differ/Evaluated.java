// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.List;

/** Which names stand for functions that this library evaluates. */
final class Evaluated {
  private static final Binder BINDER = Binder.over(new Schema("t", List.of()));

  private Evaluated() {}

  /** Also true of a word of SQL that is no name of a function. */
  static boolean orNoFunction(String word) {
    boolean scalar = FunctionNames.find(word, FunctionKind.SCALAR).isPresent();
    boolean aggregate = FunctionNames.find(word, FunctionKind.AGGREGATE).isPresent();
    return (!scalar && !aggregate)
        || (scalar && isScalar(word))
        || (aggregate && isAggregate(word));
  }

  static boolean isScalar(String name) {
    String own = FunctionNames.find(name, FunctionKind.SCALAR).orElseThrow();
    return isKnown(() -> BINDER.bind(new Expr.ScalarCall(own, List.of())));
  }

  private static boolean isAggregate(String name) {
    String own = FunctionNames.find(name, FunctionKind.AGGREGATE).orElseThrow();
    return isKnown(
        () ->
            BINDER.bindAggregate(
                new Expr.AggregateCall(own, List.of(), false, null, List.of(), null, null)));
  }

  /** A call without arguments is bound, or refused for its arguments only. */
  private static boolean isKnown(Runnable binding) {
    try {
      binding.run();
      return true;
    } catch (MillraceException refused) {
      return refused.code() != ErrorCode.UNSUPPORTED_EXPRESSION;
    }
  }
}
