// SPDX-License-Identifier: Apache-2.0
package io.millrace.window;

import io.millrace.column.EvaluationError;
import io.millrace.expr.WindowFrame;
import java.util.Objects;
import org.apache.flink.annotation.Internal;

/** Which rows around the current one a call sees, as it is bound. */
@Internal
public record Frame(WindowFrame.Units units, Bound start, Bound end) {
  /** Where a frame starts or ends, seen from the current row. */
  public enum Side {
    /** The first row of the partition for a start, the last for an end. */
    UNBOUNDED,
    CURRENT,
    PRECEDING,
    FOLLOWING
  }

  /**
   * One end of a frame.
   *
   * @param offset in rows or groups; of ranges the values that bound them are computed apart
   */
  public record Bound(Side side, long offset) {
    public Bound {
      Objects.requireNonNull(side);
    }

    public static Bound of(Side side) {
      return new Bound(side, 0);
    }

    /** Whether it is so far from the current row as a number or an interval says. */
    public boolean hasOffset() {
      return side == Side.PRECEDING || side == Side.FOLLOWING;
    }
  }

  public Frame {
    Objects.requireNonNull(units);
    Objects.requireNonNull(start);
    Objects.requireNonNull(end);
  }

  /** Of a row whose frame ends before it starts, as intervals of months and of days can make it. */
  public static EvaluationError crossed() {
    return new EvaluationError(
        "Cannot evaluate a frame: it ends before it starts, expected an end behind its start");
  }

  /** Whether rows only come in, and none leaves, as the current row moves on. */
  public boolean onlyGrows() {
    return start.side() == Side.UNBOUNDED;
  }

  /** Whether it is the same for all rows. */
  boolean isWholePartition() {
    return onlyGrows() && end.side() == Side.UNBOUNDED;
  }
}
