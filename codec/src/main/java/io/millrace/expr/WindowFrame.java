// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/** Which rows around the current one an OVER call sees. */
@PublicEvolving
public record WindowFrame(Units units, Bound start, Bound end) {
  /** In the order of the wire. */
  public enum Units {
    ROWS,
    RANGE,
    GROUPS
  }

  /** In the order of the wire. */
  public enum Direction {
    CURRENT_ROW,
    PRECEDING,
    FOLLOWING
  }

  /** {@code offset} is a NULL literal for UNBOUNDED, and null for CURRENT ROW. */
  public record Bound(Direction direction, Literal offset) {
    public Bound {
      Objects.requireNonNull(direction);
    }
  }

  public WindowFrame {
    Objects.requireNonNull(units);
    Objects.requireNonNull(start);
    Objects.requireNonNull(end);
  }
}
