// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.WindowFrame;
import io.millrace.window.Frame;
import io.millrace.window.RunningCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** One call of an {@link OverProgram}: moves its frame from row to row. */
final class OverStep {
  private final TypedExpr.WindowCall call;
  private final OverOrder order;

  /** The arguments, then the filter if there is one, then the keys. */
  private final int[] looksAt;

  private final boolean waits;
  private final int arity;
  private final int filter;
  private final int startLimit;
  private final int endLimit;
  private final Block[] args;

  /** How many rows are in them. */
  private int gathered;

  /**
   * @param kept where each part of calls is among the values of a row
   */
  OverStep(TypedExpr.WindowCall call, Map<TypedExpr, Integer> kept, OverOrder order) {
    this.call = call;
    this.order = order;
    List<TypedExpr> parts = new ArrayList<>(call.args());
    arity = parts.size();
    filter = call.filter() == null ? -1 : kept.get(call.filter());
    if (call.filter() != null) {
      parts.add(call.filter());
    }
    parts.addAll(call.partitionBy());
    parts.addAll(call.orderBy());
    looksAt = parts.stream().mapToInt(kept::get).toArray();
    startLimit = call.startLimit() == null ? -1 : kept.get(call.startLimit());
    endLimit = call.endLimit() == null ? -1 : kept.get(call.endLimit());
    args = new Block[arity];
    waits = open().frame().end().side() == Frame.Side.FOLLOWING;
  }

  RunningCall open() {
    return call.function().running().apply(call.request()).orElseThrow();
  }

  /**
   * When all rows have come that are in the frame of one, in milliseconds; {@code MIN_VALUE} if
   * they have with it, {@code MAX_VALUE} if its frame ends beyond all times.
   */
  long readyAt(OverRow row, Running running) {
    if (!waits) {
      return Long.MIN_VALUE;
    }
    Object limit = row.values().get(endLimit);
    return limit == null ? Long.MAX_VALUE : running.millis(limit);
  }

  /** Answers row {@code number} of a partition in row 0 of {@code out}. */
  void answer(
      OverPartition partition, int place, long number, LongFunction<OverRow> rows, Block out) {
    RunningCall running = partition.calls[place];
    OverRow row = rows.apply(number);
    Frame frame = running.frame();
    long lastStart = partition.starts[place];
    long lastEnd = partition.ends[place];
    long start = start(frame, partition, number, row, lastStart, rows);
    long end = end(frame, partition, number, row, lastEnd, rows);
    if (start > end) {
      throw Frame.crossed();
    }
    partition.starts[place] = start;
    partition.ends[place] = end;
    boolean isEmpty = start == end;
    if (!isEmpty && gather(lastEnd, end, rows) > 0) {
      running.enter(args, gathered);
    }
    if (!frame.onlyGrows() && gather(lastStart, isEmpty ? lastEnd : start, rows) > 0) {
      running.leave(args, gathered);
    }
    requireAnswers(row);
    if (isEmpty) {
      running.writeEmpty(out);
    } else {
      running.write(new RunningCall.Place(number, row.groupStart(), row.group()), out);
    }
  }

  private void requireAnswers(OverRow row) {
    for (int part : looksAt) {
      EvaluationError failure = row.failure(part);
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** How many of the rows the filter lets through, whose arguments are put into blocks. */
  private int gather(long from, long to, LongFunction<OverRow> rows) {
    gathered = 0;
    if (from < to) {
      reserve((int) (to - from));
      for (long number = from; number < to; number++) {
        List<Object> values = rows.apply(number).values();
        if (filter < 0 || Boolean.TRUE.equals(values.get(filter))) {
          for (int i = 0; i < arity; i++) {
            Cells.set(args[i], gathered, call.args().get(i).type(), values.get(looksAt[i]));
          }
          gathered++;
        }
      }
    }
    return gathered;
  }

  private void reserve(int count) {
    for (int i = 0; i < arity; i++) {
      if (args[i] == null || args[i].capacity() < count) {
        args[i] = Block.of(Lane.of(call.args().get(i).type()), count);
      } else {
        args[i].reset();
      }
    }
  }

  private long start(
      Frame frame,
      OverPartition partition,
      long number,
      OverRow row,
      long last,
      LongFunction<OverRow> rows) {
    return switch (frame.start().side()) {
      case UNBOUNDED -> 0;
      case CURRENT -> frame.units() == WindowFrame.Units.ROWS ? number : row.groupStart();
      case PRECEDING, FOLLOWING ->
          switch (frame.units()) {
            case ROWS -> back(frame.start(), number);
            case GROUPS -> group(frame.start(), partition, row, last, rows, 0);
            case RANGE -> range(frame.start(), startLimit, partition, row, last, rows, 0);
          };
    };
  }

  private long end(
      Frame frame,
      OverPartition partition,
      long number,
      OverRow row,
      long last,
      LongFunction<OverRow> rows) {
    return switch (frame.end().side()) {
      case UNBOUNDED -> throw new IllegalStateException("a frame without an end");
      case CURRENT ->
          frame.units() == WindowFrame.Units.ROWS
              ? number + 1
              : peers(partition, row.group(), Math.max(last, number), rows);
      case PRECEDING, FOLLOWING ->
          switch (frame.units()) {
            case ROWS -> back(frame.end(), number + 1);
            case GROUPS -> group(frame.end(), partition, row, last, rows, 1);
            case RANGE -> range(frame.end(), endLimit, partition, row, last, rows, 1);
          };
    };
  }

  private static long back(Frame.Bound bound, long number) {
    return Long.compareUnsigned(bound.offset(), number) > 0 ? 0 : number - bound.offset();
  }

  /** Behind the rows up to a group. */
  private static long peers(
      OverPartition partition, long group, long from, LongFunction<OverRow> rows) {
    long end = from;
    while (end < partition.rows && rows.apply(end).group() <= group) {
      end++;
    }
    return end;
  }

  /**
   * @param behind 0 for the first row of a group so many before, 1 for the one behind its last
   */
  private static long group(
      Frame.Bound bound,
      OverPartition partition,
      OverRow row,
      long last,
      LongFunction<OverRow> rows,
      int behind) {
    if (Long.compareUnsigned(bound.offset(), row.group()) > 0) {
      return 0;
    }
    return peers(partition, row.group() - bound.offset() + behind - 1, last, rows);
  }

  /**
   * @param limit where the value is up to which rows are passed; one beyond the type is null
   * @param behind 1 if those with this value are passed, too
   */
  private long range(
      Frame.Bound bound,
      int limit,
      OverPartition partition,
      OverRow row,
      long last,
      LongFunction<OverRow> rows,
      int behind) {
    Object value = limit < 0 ? null : row.values().get(limit);
    if (value == null) {
      return bound.side() == Frame.Side.PRECEDING ? last : partition.rows;
    }
    long place = last;
    while (place < partition.rows
        && order.compareFirst(rows.apply(place).values(), value) < behind) {
      place++;
    }
    return place;
  }
}
