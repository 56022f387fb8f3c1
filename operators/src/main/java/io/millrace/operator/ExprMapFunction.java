// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.row.OutputRow;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.types.Row;

/**
 * Computes a {@code Row} with one column for each expression, named as DataFusion names it. Made by
 * {@link Expressions#map}. Safe under object reuse; every row is a new object.
 */
@PublicEvolving
public final class ExprMapFunction<T> extends RichMapFunction<T, Row>
    implements ResultTypeQueryable<Row> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private final OutputRow output;
  private transient RowEvaluation<T> evaluation;
  private transient Errors errors;

  ExprMapFunction(RowExpressions<T> expressions, OutputRow output) {
    this.expressions = expressions;
    this.output = output;
  }

  @Override
  public TypeInformation<Row> getProducedType() {
    return output.typeInformation();
  }

  @Override
  public void open(OpenContext context) {
    evaluation = new RowEvaluation<>(expressions);
    errors = new Errors(expressions, getRuntimeContext().getMetricGroup().counter("numErrors"));
  }

  @Override
  public Row map(T row) {
    return output.read(evaluation.evaluate(row), evaluation.errors(), errors);
  }

  @Override
  public void close() {
    if (evaluation != null) {
      evaluation.close();
    }
  }
}
