// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Retractable;
import io.millrace.column.Block;
import java.util.List;

/** An aggregate of the rows of each frame, with the arithmetic of {@link FrameAggregate}. */
final class RunningAggregate implements RunningCall {
  private final Frame frame;
  private final Accumulator accumulator;
  private final Accumulator none;
  private int[] slots = new int[1];

  /** That it can take rows back where it has to, {@link FrameAggregate} has seen to. */
  RunningAggregate(Aggregate function, WindowFunction.Request request) {
    frame = request.frame();
    Aggregate.Request call = FrameAggregate.call(request);
    none = function.accumulator().apply(call);
    none.resize(1);
    accumulator = FrameAggregate.fresh(function, call, frame.onlyGrows());
    accumulator.resize(1);
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public void enter(Block[] args, int rows) {
    accumulator.updateOne(args, slots(rows), rows);
  }

  @Override
  public void leave(Block[] args, int rows) {
    ((Retractable) accumulator).retract(args, slots(rows), rows);
  }

  private int[] slots(int rows) {
    if (slots.length < rows) {
      slots = new int[2 * rows];
    }
    return slots;
  }

  @Override
  public void write(Place place, Block out) {
    accumulator.result(0, out, 0);
  }

  @Override
  public void writeEmpty(Block out) {
    none.result(0, out, 0);
  }

  @Override
  public long heldBytes() {
    return accumulator.heldBytes(0);
  }

  @Override
  public List<Object> state() {
    return accumulator instanceof Retractable both ? both.frame(0) : accumulator.state(0);
  }

  @Override
  public void load(List<Object> state) {
    if (accumulator instanceof Retractable both) {
      both.loadFrame(0, state);
    } else {
      accumulator.load(0, state);
    }
  }
}
