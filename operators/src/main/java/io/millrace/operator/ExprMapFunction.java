// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.row.RowOutput;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;

/**
 * Computes a row with one column for each expression, named as DataFusion names it. Made by {@link
 * Expressions#map} and {@link Expressions#mapTo}. Safe under object reuse; every row is a new
 * object.
 */
@PublicEvolving
public final class ExprMapFunction<T, R> extends RichMapFunction<T, R>
    implements ResultTypeQueryable<R> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private final RowOutput<R> output;
  private transient RowAnswers<T, R> answers;

  ExprMapFunction(RowExpressions<T> expressions, RowOutput<R> output) {
    this.expressions = expressions;
    this.output = output;
  }

  @Override
  public TypeInformation<R> getProducedType() {
    return output.typeInformation();
  }

  /** Whether results follow from the row, so that they are the same each time. */
  @Internal
  public boolean isDeterministic() {
    return expressions.isDeterministic();
  }

  @Override
  public void open(OpenContext context) {
    open(Errors.of(expressions, getRuntimeContext().getMetricGroup()));
  }

  /**
   * For functions of the Table API, which have no runtime context.
   *
   * @param call a group that is this function's alone
   */
  @Internal
  public void open(MetricGroup call) {
    open(Errors.ofCall(expressions, call));
  }

  private void open(Errors errors) {
    answers = RowAnswers.map(expressions.rowProgram(), output, errors);
  }

  @Override
  public R map(T row) {
    return answers.of(row);
  }
}
