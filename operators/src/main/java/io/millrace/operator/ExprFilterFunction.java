// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/**
 * Lets rows pass for which an expression is true; those for which it is false or NULL are dropped.
 * Made by {@link Expressions#filter}. Safe under object reuse.
 */
@PublicEvolving
public final class ExprFilterFunction<T> extends RichFilterFunction<T> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private transient RowEvaluation<T> evaluation;
  private transient Errors errors;

  ExprFilterFunction(RowExpressions<T> expressions) {
    this.expressions = expressions;
  }

  @Override
  public void open(OpenContext context) {
    evaluation = new RowEvaluation<>(expressions);
    errors = new Errors(expressions, getRuntimeContext().getMetricGroup().counter("numErrors"));
  }

  @Override
  public boolean filter(T row) {
    Block result = evaluation.evaluate(row)[0];
    if (evaluation.errors()[0].failed(0)) {
      errors.accept(evaluation.errors()[0].message(0));
      return false;
    }
    return !result.isNull(0) && ((BoolBlock) result).values[0] != 0;
  }

  @Override
  public void close() {
    if (evaluation != null) {
      evaluation.close();
    }
  }
}
