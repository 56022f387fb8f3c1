// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.closure.Deadline;
import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.column.RowReader;
import io.millrace.column.TimeLimit;
import io.millrace.compile.GroupProgram;
import io.millrace.row.RowOutput;
import io.millrace.types.AccumulatorState;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Accumulators of many groups at once, to which rows are added a batch at a time. */
final class GroupSlots<T, R> implements AutoCloseable {
  private final RowReader<T> reader;
  private final ResultRow<R> results;
  private final SideErrors<T> errors;

  /** Null where nobody asks for rows that fail. */
  private final KeptRows<T> kept;

  private final TimeLimit timeLimit;
  private final RowBatch batch;
  private final GroupProgram program;
  private final int[] slotOfRow = new int[Block.CAPACITY];
  private final RowErrors rowErrors = new RowErrors();
  private final List<List<Object>> empty;
  private int[] free = new int[0];
  private int freeCount;
  private int slots;

  /**
   * @param kept of the rows; null where nobody asks for those that fail
   */
  GroupSlots(
      RowExpressions<T> expressions, RowOutput<R> output, SideErrors<T> errors, KeptRows<T> kept) {
    this.errors = errors;
    this.kept = kept;
    timeLimit = new TimeLimit(expressions.session().limits());
    List<TypedExpr> bound = expressions.bindAggregates();
    int[] columns = RowExpressions.columns(bound);
    batch = new RowBatch(expressions.inputTypes(), columns, Block.CAPACITY);
    reader = expressions.input().reader(columns, batch);
    program = GroupProgram.compile(Aggregation.of(bound), Block.CAPACITY);
    results = new ResultRow<>(bound.size(), output, errors);
    grow();
    empty = program.state(0);
  }

  /**
   * A slot with a state in it.
   *
   * @param state null for that of no rows
   */
  int take(AccumulatorState state) {
    if (freeCount == 0) {
      grow();
    }
    int slot = free[--freeCount];
    if (state != null) {
      try (Deadline deadline = timeLimit.open("read a window")) {
        program.load(slot, state.calls());
      }
    }
    return slot;
  }

  /** Gives a slot back, whose rows must have been flushed. */
  void release(int slot) {
    program.load(slot, empty);
    free[freeCount++] = slot;
  }

  /** Adds what is in one slot, whose rows come later, to another. */
  void merge(int slot, int later) {
    flush();
    program.merge(slot, program.state(later));
  }

  void add(StreamRecord<T> element, int slot) {
    batch.beginRow();
    try {
      reader.read(element.getValue());
    } catch (EvaluationError e) {
      batch.dropRow();
      errors.at(element);
      errors.accept(e.getMessage());
      return;
    }
    slotOfRow[batch.rows() - 1] = slot;
    if (kept != null) {
      kept.set(batch.rows() - 1, element);
    }
    if (batch.isFull()) {
      flush();
    }
  }

  /** Adds the rows that have been gathered to their slots. */
  void flush() {
    if (batch.rows() > 0) {
      try (Deadline deadline = timeLimit.open("add rows to windows")) {
        program.update(batch, slotOfRow, rowErrors);
      }
      for (int row = rowErrors.next(0); row >= 0; row = rowErrors.next(row + 1)) {
        errors.at(kept == null ? null : kept.get(row));
        errors.accept(rowErrors.message(row));
      }
      batch.clear();
    }
  }

  AccumulatorState state(int slot) {
    return new AccumulatorState(program.state(slot));
  }

  /** Null where a primitive property has no value, or time was up, which is counted. */
  R result(int slot) {
    errors.at(null);
    return timeLimit.within(
        "evaluate a window",
        () -> results.write(program.results(slot, 1, results.errors())),
        errors);
  }

  private void grow() {
    int before = slots;
    slots = Math.max(64, 2 * before);
    program.resize(slots);
    free = Arrays.copyOf(free, slots);
    for (int slot = slots - 1; slot >= before; slot--) {
      free[freeCount++] = slot;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
