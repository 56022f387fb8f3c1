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
import java.util.List;

/**
 * An aggregate call over states that come and go: a row is added to a state, a state is added to a
 * state, a result is read from a state, each within {@link Limit#BATCH_MILLIS}. Errors are {@code
 * EvaluationError}.
 */
final class CallFold {
  private static final int[] SLOT = {0};

  private final TypedExpr.AggregateCall call;
  private final Accumulator accumulator;
  private final StateForm form;
  private final List<Object> empty;
  private final RowBatch row;
  private final Block[] arguments;
  private final TimeLimit timeLimit;

  CallFold(TypedExpr.AggregateCall call, Limits limits) {
    this.call = call;
    timeLimit = new TimeLimit(limits);
    accumulator = call.function().accumulator().apply(call.request());
    accumulator.resize(1);
    form = new StateForm(call.function(), call.request());
    empty = accumulator.state(0);
    row = new RowBatch(call.children().stream().map(TypedExpr::type).toList(), 1);
    arguments = arguments();
  }

  DataType type() {
    return call.type();
  }

  /** Whether states take no more room for more rows, and are merged without a user's code. */
  boolean isSmall() {
    return form.isSmall();
  }

  /** Whether states keep something of each row, and are merged without a user's code. */
  boolean isGrowing() {
    return form.isGrowing();
  }

  /** The state of no rows. */
  List<Object> empty() {
    return empty;
  }

  /** Arguments and ORDER BY keys, without the filter between them. */
  private Block[] arguments() {
    int width = call.args().size();
    int keys = width + (call.filter() == null ? 0 : 1);
    Block[] blocks = new Block[width + call.orderBy().size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = row.column(i < width ? i : keys + i - width);
    }
    return blocks;
  }

  /**
   * @param values arguments, filter if there is one, ORDER BY keys
   */
  List<Object> added(List<Object> state, List<Object> values) {
    return timeLimit.within("add a row to a window", () -> add(state, values));
  }

  private List<Object> add(List<Object> state, List<Object> values) {
    row.clear();
    row.addRow();
    for (int i = 0; i < values.size(); i++) {
      row.set(i, values.get(i));
    }
    Block filter = call.filter() == null ? null : row.column(call.args().size());
    if (filter != null && (filter.isNull(0) || ((BoolBlock) filter).values[0] == 0)) {
      return state;
    }
    load(state);
    accumulator.update(arguments, SLOT, 1);
    return accumulator.state(0);
  }

  List<Object> merged(List<Object> state, List<Object> later) {
    return timeLimit.within("merge windows", () -> merge(state, later));
  }

  /** The same in whatever time it takes, where nothing else can be done. */
  List<Object> merge(List<Object> state, List<Object> later) {
    load(state);
    add(later);
    return accumulator.state(0);
  }

  /**
   * In the Java form of literals.
   *
   * @param states one at least, in the order of their rows
   */
  Object result(List<List<Object>> states) {
    if (states.size() == 1) {
      return timeLimit.within("evaluate a window", () -> loaded(states.get(0)).read());
    }
    timeLimit.within("merge windows", () -> loaded(states.get(0)));
    for (List<Object> later : states.subList(1, states.size())) {
      timeLimit.within("merge windows", () -> add(later));
    }
    return timeLimit.within("evaluate a window", this::read);
  }

  private CallFold loaded(List<Object> state) {
    load(state);
    return this;
  }

  private CallFold add(List<Object> later) {
    form.require(later);
    accumulator.merge(0, later);
    return this;
  }

  private Object read() {
    Block result = Block.of(Lane.of(call.type()), 1);
    accumulator.result(0, result, 0);
    return Cells.get(result, 0, call.type());
  }

  private void load(List<Object> state) {
    form.require(state);
    accumulator.load(0, state);
  }
}
