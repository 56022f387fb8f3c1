// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.WindowFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of the frame, counted from its start or, if negative, from its end, with those of its
 * values that it may still be: of a frame that only grows no more than the first or the last ones.
 */
final class RunningValues implements RunningCall {
  private final Frame frame;
  private final DataType type;
  private final boolean ignoreNulls;
  private final long place;
  private final Object otherwise;
  private final List<Object> values = new ArrayList<>();

  /** Those before have gone. */
  private int first;

  private RunningValues(Frame frame, WindowFunction.Request request, long place, Object otherwise) {
    this.frame = frame;
    type = request.call().type(0);
    ignoreNulls = request.ignoreNulls();
    this.place = place;
    this.otherwise = otherwise;
  }

  static Optional<RunningCall> first(WindowFunction.Request request) {
    return Optional.of(new RunningValues(request.frame(), request, 1, null));
  }

  static Optional<RunningCall> last(WindowFunction.Request request) {
    return Optional.of(new RunningValues(request.frame(), request, -1, null));
  }

  static Optional<RunningCall> nth(WindowFunction.Request request) {
    Long place = Constants.integer("nth_value", request.call(), 1);
    return Optional.of(
        new RunningValues(request.frame(), request, place == null ? 0 : place, null));
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
    return frame.onlyGrows() ? Math.abs(Math.max(place, -Long.MAX_VALUE)) : 0;
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
    if (!frame.onlyGrows()) {
      values.add(value);
    } else if (place < 0) {
      values.add(value);
      if (size() > -place) {
        removeFirst();
      }
    } else if (size() < place) {
      values.add(value);
    }
  }

  private int size() {
    return values.size() - first;
  }

  private void removeFirst() {
    values.set(first++, null);
    if (first > 32 && 2 * first > values.size()) {
      values.subList(0, first).clear();
      first = 0;
    }
  }

  @Override
  public void leave(Block[] args, int rows) {
    for (int row = 0; row < rows; row++) {
      if (isCounted(args[0], row)) {
        removeFirst();
      }
    }
  }

  @Override
  public void write(Place row, Block out) {
    boolean isThere = place != 0 && (place > 0 ? size() >= place : size() >= -place);
    int chosen = (int) (place > 0 ? first + place - 1 : values.size() + place);
    Cells.set(out, 0, type, isThere ? values.get(chosen) : otherwise);
  }

  @Override
  public void writeEmpty(Block out) {
    Cells.set(out, 0, type, otherwise);
  }

  @Override
  public List<Object> state() {
    return new ArrayList<>(values.subList(first, values.size()));
  }

  @Override
  public void load(List<Object> state) {
    values.clear();
    values.addAll(state);
    first = 0;
  }
}
