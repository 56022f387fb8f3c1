// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.row.RowOutput;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;

/**
 * Computes expressions over all rows of a window at once, for {@code window(…).process(…)}: over
 * aggregates, which give one row a window, or with OVER, which give one for each row of the window,
 * in the order of the rows; with both OVER is over the one row of the aggregates, as in SQL. Rows
 * are gathered into column blocks, so a window costs less than row by row, but Flink keeps every
 * row until it ends. A row that can not be read is left out and counted as an error. Made by {@link
 * Expressions#window} and {@link Expressions#windowTo}.
 */
@PublicEvolving
public final class ExprWindowFunction<T, R, K, W extends Window>
    extends ProcessWindowFunction<T, R, K, W> implements ResultTypeQueryable<R> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private final RowOutput<R> output;
  private transient WindowEvaluation<T, R> evaluation;

  ExprWindowFunction(RowExpressions<T> expressions, RowOutput<R> output) {
    this.expressions = expressions;
    this.output = output;
  }

  @Override
  public TypeInformation<R> getProducedType() {
    return output.typeInformation();
  }

  @Override
  public void open(OpenContext context) {
    Errors errors = Errors.of(expressions, getRuntimeContext().getMetricGroup());
    evaluation =
        expressions.areOverRows()
            ? new OverEvaluation<>(expressions, output, errors)
            : new GroupEvaluation<>(
                expressions, expressions.bindAggregateWindow(), output, Block.CAPACITY, errors);
  }

  @Override
  public void process(K key, Context context, Iterable<T> rows, Collector<R> out) {
    evaluation.evaluate(rows, out);
  }

  @Override
  public void close() {
    if (evaluation != null) {
      evaluation.close();
    }
  }
}
