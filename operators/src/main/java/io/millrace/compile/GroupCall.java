// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.Retractable;
import io.millrace.aggregate.Reversible;
import io.millrace.aggregate.StateForm;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import java.util.List;

/** One aggregate call of a {@link GroupProgram}: which rows it gets, and its accumulator. */
final class GroupCall {
  /** Into how many slots the rows of a batch go. */
  enum Spread {
    ONE,
    MANY
  }

  /** How rows come. */
  enum Way {
    IN,
    /** Any of those that came. */
    BACK
  }

  private final TypedExpr.AggregateCall call;
  private final GroupProgram.Retraction retraction;
  Accumulator accumulator;

  private final StateForm form;
  private final int first;
  private final int filter;
  private final Block[] args;

  /** For rows that are not all of a batch; blocks are made when first needed. */
  private final Block[] compact;

  private final Lane[] lanes;
  private final int[] chosen;
  private final int[] chosenSlots;

  /**
   * @param first where the arguments stand among the values that are given
   * @param filter where the filter stands, or -1
   */
  GroupCall(
      TypedExpr.AggregateCall call,
      int first,
      List<TypedExpr> args,
      int filter,
      int capacity,
      GroupProgram.Retraction retraction) {
    this.call = call;
    this.retraction = retraction;
    accumulator = newAccumulator();
    form = new StateForm(call.function(), call.request());
    this.first = first;
    this.filter = filter;
    this.args = new Block[args.size()];
    compact = new Block[args.size()];
    lanes = args.stream().map(arg -> Lane.of(arg.type())).toArray(Lane[]::new);
    chosen = new int[capacity];
    chosenSlots = new int[capacity];
  }

  boolean isLinear() {
    return newAccumulator() instanceof Reversible reversible && reversible.isLinear();
  }

  /** An empty one, besides the one that is there. */
  Accumulator newAccumulator() {
    return switch (retraction) {
      case OF_FUNCTIONS -> call.function().accumulator().apply(call.request());
      case KEEPING_ROWS -> call.function().keepingRows(call.request());
    };
  }

  void update(Block[] values, int[] slots, Spread spread, int rows, RowErrors failed, Way way) {
    System.arraycopy(values, first, args, 0, args.length);
    if (filter < 0 && failed.isEmpty()) {
      update(args, slots, spread, rows, way);
      return;
    }
    int count = choose(filter < 0 ? null : (BoolBlock) values[filter], rows, failed);
    if (count == rows) {
      update(args, slots, spread, rows, way);
    } else if (count > 0) {
      for (int i = 0; i < count; i++) {
        chosenSlots[i] = slots[chosen[i]];
      }
      for (int i = 0; i < args.length; i++) {
        if (compact[i] == null) {
          compact[i] = Block.of(lanes[i], chosen.length);
        }
        compact[i].gather(args[i], chosen, count);
      }
      update(compact, chosenSlots, spread, count, way);
    }
  }

  private void update(Block[] rowsOf, int[] slots, Spread spread, int rows, Way way) {
    if (way == Way.BACK) {
      ((Retractable) accumulator).retract(rowsOf, slots, rows);
      return;
    }
    switch (spread) {
      case ONE -> accumulator.updateOne(rowsOf, slots, rows);
      case MANY -> accumulator.update(rowsOf, slots, rows);
    }
  }

  private int choose(BoolBlock mask, int rows, RowErrors failed) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      boolean passes = mask == null || (mask.values[i] != 0 && !mask.isNull(i));
      if (passes && !failed.failed(i)) {
        chosen[count++] = i;
      }
    }
    return count;
  }

  void load(int slot, List<Object> state) {
    form.require(state);
    accumulator.load(slot, state);
  }

  void merge(int slot, List<Object> state) {
    form.require(state);
    accumulator.merge(slot, state);
  }

  void results(int firstSlot, int count, Block out, RowErrors errors) {
    for (int i = 0; i < count; i++) {
      try {
        accumulator.result(firstSlot + i, out, i);
      } catch (EvaluationError e) {
        errors.mark(i, e);
        out.setNull(i);
      }
    }
  }
}
