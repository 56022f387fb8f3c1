// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.TimeLimit;
import io.millrace.compile.GroupProgram;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Expressions over aggregates at work in one task, for groups that somebody else keeps and to which
 * rows come one by one, and from which they are taken back where all aggregates can. What is wrong
 * with a group is an error whenever its result is asked for, which is null then; it never fails the
 * job.
 */
@Internal
public final class LiveGroups<T, R> implements AutoCloseable {
  private final ReadRows<T> rows;
  private final ResultRow<R> results;
  private final Errors errors;
  private final TimeLimit timeLimit;
  private final RowBatch batch;
  private final GroupProgram program;
  private final RowErrors rowErrors = new RowErrors();

  LiveGroups(
      RowExpressions<T> expressions,
      RowOutput<R> output,
      GroupProgram.Retraction retraction,
      Errors errors) {
    this.errors = errors;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindAggregates();
    rows = new ReadRows<>(expressions, bound, 1, errors);
    batch = rows.batch();
    program = GroupProgram.compile(Aggregation.of(bound), 1, retraction);
    results = new ResultRow<>(bound.size(), output, errors);
  }

  /**
   * @param state of a group before, or {@link AccumulatorState#EMPTY}
   */
  public LiveGroup open(AccumulatorState state) {
    LiveGroup group = new LiveGroup(program.newGroup());
    if (!state.calls().isEmpty()) {
      change(group, () -> load(group, state));
    }
    return group;
  }

  private void load(LiveGroup group, AccumulatorState state) {
    requireWhole(group, state);
    group.accumulators.load(ofCalls(state));
  }

  private static List<List<Object>> ofCalls(AccumulatorState state) {
    return state.calls().subList(1, state.calls().size());
  }

  /** Throws why there is no answer, if a state says so; else takes over what was taken back. */
  private static void requireWhole(LiveGroup group, AccumulatorState state) {
    List<Object> first = state.calls().get(0);
    group.takenBack += (Long) first.get(0);
    if (first.size() > 1) {
      throw new EvaluationError(ErrorCode.valueOf((String) first.get(1)), (String) first.get(2));
    }
  }

  public void add(T row, LiveGroup group) {
    change(group, () -> read(row, () -> program.update(batch, 0, rowErrors)));
  }

  public void takeBack(T row, LiveGroup group) {
    group.takenBack++;
    change(group, () -> read(row, () -> program.retract(batch, 0, rowErrors)));
  }

  private void read(T row, Runnable step) {
    batch.clear();
    timeLimit.within(
        "add a row to a group",
        () -> {
          if (rows.add(row)) {
            step.run();
          }
          return null;
        },
        errors);
    if (batch.rows() > 0 && rowErrors.failed(0)) {
      errors.accept(rowErrors.message(0));
    }
  }

  /**
   * @param later of rows that came later
   */
  public void merge(LiveGroup into, AccumulatorState later) {
    if (!later.calls().isEmpty()) {
      change(into, () -> add(into, later));
    }
  }

  private void add(LiveGroup into, AccumulatorState later) {
    long before = into.takenBack;
    requireWhole(into, later);
    if (!program.isLinear() && into.takenBack > before) {
      throw new EvaluationError(
          "Cannot merge a group: rows were taken back before, expected none, as with"
              + " 'table.optimizer.agg-phase-strategy' = 'ONE_PHASE'");
    }
    into.accumulators.merge(ofCalls(later));
  }

  /** A group that fails has no answer from then on; a state that is none may fail in any way. */
  private void change(LiveGroup group, Runnable step) {
    if (group.failure != null) {
      return;
    }
    program.use(group.accumulators);
    try {
      step.run();
    } catch (EvaluationError e) {
      group.failure = e;
    } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
      group.failure =
          new EvaluationError(
              ErrorCode.STATE_CORRUPT,
              "Cannot read accumulators: " + e + ", expected a state of theirs");
    }
  }

  /** Null where there is no answer, which is counted. */
  public R result(LiveGroup group) {
    if (group.failure != null) {
      errors.accept(group.failure.getMessage());
      return null;
    }
    program.use(group.accumulators);
    return timeLimit.within(
        "evaluate a group", () -> results.write(program.results(0, 1, results.errors())), errors);
  }

  @Override
  public void close() {
    program.close();
  }
}
