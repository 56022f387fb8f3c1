// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.WindowFrame;
import java.util.List;

/** What {@link Ranking} can tell without knowing the rows behind; there is nothing to remember. */
enum RunningRank implements RunningCall {
  ROW_NUMBER {
    @Override
    long of(Place place) {
      return place.row() + 1;
    }
  },
  RANK {
    @Override
    long of(Place place) {
      return place.groupStart() + 1;
    }
  },
  DENSE_RANK {
    @Override
    long of(Place place) {
      return place.group() + 1;
    }
  };

  private static final Frame ROW =
      new Frame(
          WindowFrame.Units.ROWS,
          Frame.Bound.of(Frame.Side.CURRENT),
          Frame.Bound.of(Frame.Side.CURRENT));

  abstract long of(Place place);

  @Override
  public Frame frame() {
    return ROW;
  }

  @Override
  public void enter(Block[] args, int rows) {}

  @Override
  public void leave(Block[] args, int rows) {}

  @Override
  public void write(Place place, Block out) {
    ((LongBlock) out).values[0] = of(place);
  }

  @Override
  public void writeEmpty(Block out) {
    throw new IllegalStateException("the frame of a row alone is not empty");
  }

  @Override
  public List<Object> state() {
    return List.of();
  }

  @Override
  public void load(List<Object> state) {}
}
