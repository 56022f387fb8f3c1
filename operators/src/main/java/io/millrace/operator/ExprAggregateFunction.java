// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.Aggregation;
import io.millrace.compile.GroupProgram;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * Computes expressions over aggregates row by row, for {@code window(…).aggregate(…)}: Flink keeps
 * the accumulators, merges them for sessions, and asks for a row of results when the window ends.
 * Made by {@link Expressions#aggregate} and {@link Expressions#aggregateTo}.
 *
 * <p>Flink refuses rich functions here, so this one has no {@code open()}: it compiles when the
 * first row comes, and has no metric in which errors could be counted. A row for which an argument
 * fails does not count in any aggregate.
 */
@PublicEvolving
public final class ExprAggregateFunction<T, R>
    implements AggregateFunction<T, AccumulatorState, R>, ResultTypeQueryable<R> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private final RowOutput<R> output;
  private final GroupProgram.Retraction retraction;
  private transient GroupEvaluation<T, R> evaluation;

  ExprAggregateFunction(RowExpressions<T> expressions, RowOutput<R> output) {
    this(expressions, output, GroupProgram.Retraction.OF_FUNCTIONS);
  }

  private ExprAggregateFunction(
      RowExpressions<T> expressions, RowOutput<R> output, GroupProgram.Retraction retraction) {
    this.expressions = expressions;
    this.output = output;
    this.retraction = retraction;
  }

  /** The same with {@link #groups} that take rows back whatever the aggregates are. */
  @Internal
  public ExprAggregateFunction<T, R> keepingRows() {
    return new ExprAggregateFunction<>(expressions, output, GroupProgram.Retraction.KEEPING_ROWS);
  }

  @Override
  public TypeInformation<R> getProducedType() {
    return output.typeInformation();
  }

  /**
   * For aggregates of the Table API, which keep their groups otherwise.
   *
   * @param call a group that is this function's alone
   */
  @Internal
  public LiveGroups<T, R> groups(MetricGroup call) {
    return new LiveGroups<>(expressions, output, retraction, Errors.ofCall(expressions, call));
  }

  /** Whether {@link #groups} can take rows back. */
  @Internal
  public boolean takesBack() {
    return GroupProgram.takesBack(Aggregation.of(expressions.bindAggregates()).calls(), retraction);
  }

  @Override
  public AccumulatorState createAccumulator() {
    return evaluation().empty();
  }

  @Override
  public AccumulatorState add(T row, AccumulatorState state) {
    return evaluation().add(row, state);
  }

  @Override
  public AccumulatorState merge(AccumulatorState a, AccumulatorState b) {
    return evaluation().merge(a, b);
  }

  @Override
  public R getResult(AccumulatorState state) {
    return evaluation().result(state);
  }

  private GroupEvaluation<T, R> evaluation() {
    if (evaluation == null) {
      evaluation =
          new GroupEvaluation<>(
              expressions,
              expressions.bindAggregates(),
              output,
              1,
              new Errors(expressions, new SimpleCounter()));
    }
    return evaluation;
  }
}
