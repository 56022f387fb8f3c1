// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.aggregate.Growing;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.WindowFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of the frame, counted from its start or, if negative, from its end, with those of its
 * values that it may still be: of a frame that only grows no more than the one or the last ones. It
 * forgets the first of them where all together are too large.
 */
final class RunningValues implements RunningCall {
  private static final long MOST = Limits.DEFAULT.of(Limit.STATE_BYTES);

  private final String name;
  private final Frame frame;
  private final DataType type;
  private final boolean ignoreNulls;
  private final long place;
  private final Object otherwise;
  private final List<Object> values = new ArrayList<>();

  /** Those before have gone. */
  private int first;

  private long bytes;

  /** How many values of the frame were before these, and what all were when they were too large. */
  private long missing;

  private long excess;

  private RunningValues(
      String name, Frame frame, WindowFunction.Request request, long place, Object otherwise) {
    this.name = name;
    this.frame = frame;
    type = request.call().type(0);
    ignoreNulls = request.ignoreNulls();
    this.place = place;
    this.otherwise = otherwise;
  }

  static Optional<RunningCall> first(WindowFunction.Request request) {
    return Optional.of(new RunningValues("first_value", request.frame(), request, 1, null));
  }

  static Optional<RunningCall> last(WindowFunction.Request request) {
    return Optional.of(new RunningValues("last_value", request.frame(), request, -1, null));
  }

  static Optional<RunningCall> nth(WindowFunction.Request request) {
    Long place = Constants.integer("nth_value", request.call(), 1);
    return Optional.of(
        new RunningValues("nth_value", request.frame(), request, place == null ? 0 : place, null));
  }

  /** Empty where it looks ahead. */
  static Optional<RunningCall> lag(WindowFunction.Request request) {
    Long given =
        request.call().arity() > 1 ? Constants.integer("lag", request.call(), 1) : Long.valueOf(1);
    long offset = given == null ? 0 : given;
    Literal otherwise = request.call().arity() > 2 ? Constants.of("lag", request.call(), 2) : null;
    Frame frame =
        offset == 0
            ? rows(Frame.Bound.of(Frame.Side.CURRENT), Frame.Bound.of(Frame.Side.CURRENT))
            : rows(Frame.Bound.of(Frame.Side.UNBOUNDED), new Frame.Bound(Frame.Side.PRECEDING, 1));
    return offset < 0
        ? Optional.empty()
        : Optional.of(
            new RunningValues(
                "lag",
                frame,
                request,
                offset == 0 ? -1 : -offset,
                otherwise == null ? null : otherwise.value()));
  }

  private static Frame rows(Frame.Bound start, Frame.Bound end) {
    return new Frame(WindowFrame.Units.ROWS, start, end);
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public long kept() {
    return isOnlyLast() ? Math.abs(Math.max(place, -Long.MAX_VALUE)) : 0;
  }

  private boolean isOnlyFirst() {
    return frame.onlyGrows() && place >= 0;
  }

  private boolean isOnlyLast() {
    return frame.onlyGrows() && place < 0;
  }

  @Override
  public long heldBytes() {
    return bytes;
  }

  @Override
  public void enter(Block[] args, int rows) {
    for (int row = 0; row < rows; row++) {
      if (isCounted(args[0], row)) {
        add(Cells.get(args[0], row, type));
      }
    }
  }

  private boolean isCounted(Block block, int row) {
    return !(ignoreNulls && block.isNull(row));
  }

  private void add(Object value) {
    if (isOnlyFirst() && count() != place - 1) {
      missing += count() < place ? 1 : 0; // nobody asks for it
      return;
    }
    values.add(value);
    bytes += HeldBytes.of(value);
    if (isOnlyLast() && count() > -place) {
      forgetFirst();
    }
    while (bytes > MOST) {
      excess = bytes;
      removeFirst();
      missing++;
    }
  }

  /** Of the frame, or of its last ones. */
  private long count() {
    return missing + values.size() - first;
  }

  private void forgetFirst() {
    if (missing > 0) {
      missing--;
    } else {
      removeFirst();
    }
  }

  private void removeFirst() {
    bytes -= HeldBytes.of(values.set(first++, null));
    if (first > 32 && 2 * first > values.size()) {
      values.subList(0, first).clear();
      first = 0;
    }
  }

  @Override
  public void leave(Block[] args, int rows) {
    for (int row = 0; row < rows; row++) {
      if (isCounted(args[0], row)) {
        forgetFirst();
      }
    }
  }

  /** Throws EvaluationError LIMIT_EXCEEDED for a value that was too large to keep. */
  @Override
  public void write(Place row, Block out) {
    long chosen = place > 0 ? place - 1 : count() + place;
    if (place == 0 || chosen < 0 || chosen >= count()) {
      writeEmpty(out);
    } else if (chosen < missing) {
      throw Growing.excess(Limit.STATE_BYTES, name, excess);
    } else {
      Cells.set(out, 0, type, values.get(first + (int) (chosen - missing)));
    }
  }

  @Override
  public void writeEmpty(Block out) {
    Cells.set(out, 0, type, otherwise);
  }

  /** How many are missing, their bytes, and the values. */
  @Override
  public List<Object> state() {
    List<Object> state = new ArrayList<>(List.of(missing, excess));
    state.addAll(values.subList(first, values.size()));
    return state;
  }

  @Override
  public void load(List<Object> state) {
    missing = (Long) state.get(0);
    excess = (Long) state.get(1);
    values.clear();
    values.addAll(state.subList(2, state.size()));
    first = 0;
    bytes = values.stream().mapToLong(HeldBytes::of).sum();
  }
}
