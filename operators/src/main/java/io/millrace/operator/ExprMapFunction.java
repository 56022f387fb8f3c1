// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.record.RowProgram;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

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
  private transient Errors errors;
  private transient RowProgram<T> program;
  private transient RowWriter<R> writer;
  private transient RowWriter<R> unread;

  ExprMapFunction(RowExpressions<T> expressions, RowOutput<R> output) {
    this.expressions = expressions;
    this.output = output;
  }

  @Override
  public TypeInformation<R> getProducedType() {
    return output.typeInformation();
  }

  @Override
  public void open(OpenContext context) {
    errors = Errors.of(expressions, getRuntimeContext().getMetricGroup());
    program = expressions.rowProgram();
    writer = output.writer(program.results(), errors);
  }

  @Override
  public R map(T row) {
    RowProgram<T> moved = program.move(row);
    return moved == program ? writer.write() : writeUnread(moved);
  }

  /** For a row that has a column that can not be read. */
  private R writeUnread(RowProgram<T> moved) {
    if (unread == null) {
      unread = output.writer(moved.results(), errors);
    }
    return unread.write();
  }
}
