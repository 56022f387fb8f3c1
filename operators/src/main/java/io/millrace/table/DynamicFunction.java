// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
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
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;

/**
 * Expressions that come as values, each compiled when a task first sees it. One that is wrong is
 * NULL for all of its rows, and an error of each.
 */
@Internal
public final class DynamicFunction extends TaskFunction {
  private static final long serialVersionUID = 1L;

  /** Expressions that a task remembers, of those that it last saw; wrong ones, too. */
  private static final int MOST_KEPT = 10_000;

  private final DynamicCall call;
  private transient Counter errors;
  private transient Map<Object, Optional<RowAnswers<RowData, RowData>>> kept;

  DynamicFunction(List<DataType> arguments, DynamicCall call) {
    super(arguments, call.resultType());
    this.call = call;
  }

  @Override
  public void open(FunctionContext context) {
    errors = context.getMetricGroup().counter("numErrors");
    kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(
              Map.Entry<Object, Optional<RowAnswers<RowData, RowData>>> eldest) {
            return size() > MOST_KEPT;
          }
        };
  }

  public Object eval(Object... args) {
    if (args[0] == null) {
      return null;
    }
    Optional<RowAnswers<RowData, RowData>> expr = kept.get(args[0]);
    if (expr == null) {
      expr = compiled(args[0].toString());
      kept.put(args[0], expr);
    }
    if (expr.isEmpty()) {
      errors.inc();
      return null;
    }
    RowData results = expr.get().of(call.columns().row().of(args));
    return ((GenericRowData) results).getField(0);
  }

  private Optional<RowAnswers<RowData, RowData>> compiled(String sql) {
    SessionContext session = WorkerContext.or(null);
    Schema schema = call.columns().schema();
    try {
      Expr expr =
          new Expr.Cast(session.parseSqlExpr(sql, schema), call.type(), false, true, Map.of());
      List<TypedExpr> bound = List.of(Binder.over(schema).bind(expr));
      return Optional.of(
          RowAnswers.map(
              RowProgram.compile(bound, RowInput.ofRowData(schema)).within(session.limits()),
              RowOutput.of(RowData.class, List.of(call.result())),
              message -> errors.inc()));
    } catch (MillraceException e) {
      return Optional.empty();
    }
  }

  /** An expression may be random. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
