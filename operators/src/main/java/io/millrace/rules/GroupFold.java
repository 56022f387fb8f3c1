// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.StateForm;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowBatch;
import io.millrace.column.TimeLimit;
import io.millrace.expr.DataType;
import io.millrace.types.AccumulatorState;
import java.util.ArrayList;
import java.util.List;

/**
 * The aggregate calls of a group, over states that come and go: a row is added to a state, a state
 * is added to a state, results are read from a state, each within {@link Limit#BATCH_MILLIS}.
 * Errors are {@code EvaluationError}.
 */
final class GroupFold {
  private static final int[] SLOT = {0};

  private final List<TypedExpr.AggregateCall> calls;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private final List<StateForm> forms = new ArrayList<>();
  private final AccumulatorState empty;
  private final RowBatch row;
  private final TimeLimit timeLimit;

  GroupFold(List<TypedExpr.AggregateCall> calls, Limits limits) {
    this.calls = List.copyOf(calls);
    timeLimit = new TimeLimit(limits);
    List<DataType> arguments = new ArrayList<>();
    for (TypedExpr.AggregateCall call : calls) {
      Accumulator accumulator = call.function().accumulator().apply(call.request());
      accumulator.resize(1);
      accumulators.add(accumulator);
      forms.add(new StateForm(call.function(), call.request()));
      call.children().forEach(child -> arguments.add(child.type()));
    }
    empty = kept();
    row = new RowBatch(arguments, 1);
  }

  /** The state of no rows. */
  AccumulatorState empty() {
    return empty;
  }

  AccumulatorState added(AccumulatorState states, List<Object> arguments) {
    return timeLimit.within("add a row to a window", () -> add(states, arguments));
  }

  private AccumulatorState add(AccumulatorState states, List<Object> arguments) {
    row.clear();
    row.addRow();
    for (int i = 0; i < arguments.size(); i++) {
      row.set(i, arguments.get(i));
    }
    load(states);
    int column = 0;
    for (int i = 0; i < calls.size(); i++) {
      TypedExpr.AggregateCall call = calls.get(i);
      int width = call.args().size();
      Block filter = call.filter() == null ? null : row.column(column + width);
      if (filter == null || (!filter.isNull(0) && ((BoolBlock) filter).values[0] != 0)) {
        accumulators.get(i).update(arguments(call, column), SLOT, 1);
      }
      column += width + (filter == null ? 0 : 1) + call.orderBy().size();
    }
    return kept();
  }

  /** Arguments and ORDER BY keys, without the filter between them. */
  private Block[] arguments(TypedExpr.AggregateCall call, int column) {
    int width = call.args().size();
    int keys = column + width + (call.filter() == null ? 0 : 1);
    Block[] blocks = new Block[width + call.orderBy().size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = row.column(i < width ? column + i : keys + i - width);
    }
    return blocks;
  }

  AccumulatorState merged(AccumulatorState states, AccumulatorState later) {
    return timeLimit.within("merge windows", () -> merge(states, later));
  }

  /** The same in whatever time it takes, where nothing else can be done. */
  AccumulatorState merge(AccumulatorState states, AccumulatorState later) {
    load(states);
    StateForm.requireCalls(later.calls(), calls.size());
    for (int i = 0; i < calls.size(); i++) {
      forms.get(i).require(later.calls().get(i));
      accumulators.get(i).merge(0, later.calls().get(i));
    }
    return kept();
  }

  /** The result of each call, in the Java form of literals. */
  List<Object> results(AccumulatorState states) {
    return timeLimit.within("evaluate a window", () -> readResults(states));
  }

  private List<Object> readResults(AccumulatorState states) {
    load(states);
    List<Object> values = new ArrayList<>(calls.size() + 1);
    for (int i = 0; i < calls.size(); i++) {
      DataType type = calls.get(i).type();
      Block result = Block.of(Lane.of(type), 1);
      accumulators.get(i).result(0, result, 0);
      values.add(Cells.get(result, 0, type));
    }
    return values;
  }

  private void load(AccumulatorState states) {
    StateForm.requireCalls(states.calls(), calls.size());
    for (int i = 0; i < calls.size(); i++) {
      forms.get(i).require(states.calls().get(i));
      accumulators.get(i).load(0, states.calls().get(i));
    }
  }

  private AccumulatorState kept() {
    List<List<Object>> states = new ArrayList<>(accumulators.size());
    for (Accumulator accumulator : accumulators) {
      states.add(accumulator.state(0));
    }
    return new AccumulatorState(states);
  }
}
