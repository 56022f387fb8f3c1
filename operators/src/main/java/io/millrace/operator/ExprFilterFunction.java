// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.record.RowProgram;
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
  private transient RowAnswers<T, T> answers;

  ExprFilterFunction(RowExpressions<T> expressions) {
    this.expressions = expressions;
  }

  @Override
  public void open(OpenContext context) {
    RowProgram<T> program = expressions.rowProgram();
    answers =
        RowAnswers.filter(program, Errors.of(expressions, getRuntimeContext().getMetricGroup()));
  }

  @Override
  public boolean filter(T row) {
    return answers.of(row) != null;
  }
}
