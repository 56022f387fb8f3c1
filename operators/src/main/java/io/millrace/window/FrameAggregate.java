// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Retractable;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowErrors;
import java.util.List;

/**
 * An aggregate of the rows of each frame: what comes into it is added, then what leaves it is taken
 * back, in one go from row to row; from an empty frame all is taken back. That is DataFusion's
 * order, which shows in sums of floats; where it can not take back, a frame that slides is refused.
 */
final class FrameAggregate implements PartitionEvaluator {
  private final Aggregate function;
  private final Aggregate.Request request;
  private final WindowFunction.Rows rows;
  private final int arity;
  private final boolean onlyGrows;
  private final FrameRows frame;
  private final boolean wholePartition;
  private Accumulator accumulator;

  FrameAggregate(Aggregate function, WindowFunction.Request request) {
    this.function = function;
    this.request = call(request);
    rows = request.rows();
    arity = request.call().arity();
    frame = new FrameRows(arity);
    wholePartition = request.frame().isWholePartition();
    function.requireState(this.request);
    onlyGrows = request.frame().onlyGrows();
    if (!onlyGrows && function.sliding(this.request).isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot bind "
              + function.name()
              + ": its frame slides and it can not take rows back, expected one that starts at"
              + " UNBOUNDED PRECEDING");
    }
  }

  static Aggregate.Request call(WindowFunction.Request request) {
    return new Aggregate.Request(
        request.call(), request.distinct(), request.ignoreNulls(), List.of());
  }

  /** One that adds up as DataFusion does in frames, and keeps no more than it may. */
  static Accumulator fresh(Aggregate function, Aggregate.Request request, boolean onlyGrows) {
    return onlyGrows ? function.running(request) : function.sliding(request).orElseThrow();
  }

  @Override
  public boolean comparesKeys() {
    return !wholePartition;
  }

  @Override
  public void evaluate(
      Partition partition, FrameBounds frames, Block[] args, Block out, RowErrors errors) {
    accumulator = fresh(function, request, onlyGrows);
    accumulator.resize(1);
    BoolBlock filter = rows == WindowFunction.Rows.FILTERED ? (BoolBlock) args[arity] : null;
    Accumulator none = function.accumulator().apply(request);
    none.resize(1);
    int lastStart = partition.from();
    int lastEnd = partition.from();
    int written = -1;
    for (int row = partition.from(); row < partition.to(); row++) {
      int start = frames.starts[row];
      int end = frames.ends[row];
      if (start > end) {
        errors.mark(row, Frame.crossed());
        out.setNull(row);
        continue;
      }
      if (written >= 0 && start == lastStart && end == lastEnd) {
        repeat(out, errors, written, row);
        written = row;
        continue;
      }
      if (start == end) {
        retract(args, filter, lastStart, lastEnd);
        write(none, out, errors, row);
      } else {
        update(args, filter, lastEnd, end);
        retract(args, filter, lastStart, start);
        write(accumulator, out, errors, row);
      }
      lastStart = start;
      lastEnd = end;
      written = row;
    }
    frame.trim();
  }

  private void update(Block[] args, BoolBlock filter, int from, int to) {
    if (frame.gather(args, filter, from, to)) {
      accumulator.updateOne(frame.values(), frame.slots(), frame.count());
    }
  }

  private void retract(Block[] args, BoolBlock filter, int from, int to) {
    if (frame.gather(args, filter, from, to)) {
      ((Retractable) accumulator).retract(frame.values(), frame.slots(), frame.count());
    }
  }

  /** Of a row before, whose frame is the same. */
  private static void repeat(Block out, RowErrors errors, int before, int row) {
    if (errors.failed(before)) {
      errors.mark(row, errors.cause(before));
      out.setNull(row);
    } else {
      out.copy(row, out, before);
    }
  }

  private static void write(Accumulator from, Block out, RowErrors errors, int row) {
    try {
      from.result(0, out, row);
    } catch (EvaluationError e) {
      errors.mark(row, e);
      out.setNull(row);
    }
  }
}
