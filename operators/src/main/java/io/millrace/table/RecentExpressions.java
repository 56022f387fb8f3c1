// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.BoundDepth;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.operator.RowAnswers;
import io.millrace.record.RowProgram;
import io.millrace.row.RowInput;
import io.millrace.row.RowOutput;
import io.millrace.session.SessionContext;
import io.millrace.session.WorkerContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * The expressions of one call that a task has seen last, by their text or bytes; each is compiled
 * when it is first seen. Confined to one thread.
 */
final class RecentExpressions {
  /** Wrong ones, too. */
  private static final int MOST_KEPT = 10_000;

  /**
   * @param answers null if it is wrong
   * @param problem why; null if it is not
   */
  private record Compiled(RowAnswers<RowData, RowData> answers, String problem) {}

  private final DynamicCall call;
  private final Consumer<String> problems;
  private final Map<Object, Compiled> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Compiled> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * @param problems is told why there is no answer, once for a row
   */
  RecentExpressions(DynamicCall call, Consumer<String> problems) {
    this.call = call;
    this.problems = problems;
  }

  /** Of the first argument, over the others; NULL, too, where it is wrong or has no answer. */
  Object evaluate(Object[] args) {
    Object key = call.form().ofValue(args[0]);
    Compiled expression = recent.get(key);
    if (expression == null) {
      expression = compiled(key);
      recent.put(key, expression);
    }
    if (expression.answers() == null) {
      problems.accept(expression.problem());
      return null;
    }
    RowData results = expression.answers().of(call.columns().row().of(args));
    return ((GenericRowData) results).getField(0);
  }

  private Compiled compiled(Object key) {
    SessionContext session = WorkerContext.or(null);
    Schema schema = call.columns().schema();
    try {
      Expr expr =
          new Expr.Cast(call.form().read(key, session, schema), call.type(), false, true, Map.of());
      BoundDepth.check(expr, session.limits());
      TypedExpr bound =
          Binder.over(schema)
              .withNow(new TypedExpr.Input(RowInput.now(schema), RowInput.INSTANT))
              .bind(expr);
      return new Compiled(
          RowAnswers.map(
              RowProgram.compile(List.of(bound), RowInput.ofRowData(schema))
                  .within(session.limits()),
              RowOutput.of(RowData.class, List.of(call.result())),
              problems),
          null);
    } catch (MillraceException e) {
      return new Compiled(null, e.getMessage());
    }
  }
}
