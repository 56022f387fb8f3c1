// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Int128Block;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;

/** Intervals of the three units in and out of blocks. */
final class Spans {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private Spans() {}

  static Interval get(Block block, int row, DataType.Interval type) {
    if (block instanceof Int128Block wide) {
      long high = wide.high[row];
      return new Interval((int) (high >> 32), (int) high, wide.low[row]);
    }
    long value = ((LongBlock) block).values[row];
    return switch (type.unit()) {
      case YEAR_MONTH -> new Interval((int) value, 0, 0);
      default -> new Interval(0, (int) (value >> 32), (int) value * NANOS_PER_MILLI);
    };
  }

  static void set(Int128Block block, int row, Interval span) {
    block.high[row] = (long) span.months() << 32 | (span.days() & 0xFFFF_FFFFL);
    block.low[row] = span.nanos();
  }

  /** An interval of years and months, or days and milliseconds, in its one long. */
  static long pack(Interval span, DataType.Interval type) {
    return switch (type.unit()) {
      case YEAR_MONTH -> span.months();
      default -> {
        long millis = span.nanos() / NANOS_PER_MILLI;
        if (millis != (int) millis) {
          throw overflow();
        }
        yield (long) span.days() << 32 | (millis & 0xFFFF_FFFFL);
      }
    };
  }

  static Interval plus(Interval a, Interval b, int sign) {
    try {
      return sign > 0
          ? new Interval(
              Math.addExact(a.months(), b.months()),
              Math.addExact(a.days(), b.days()),
              Math.addExact(a.nanos(), b.nanos()))
          : new Interval(
              Math.subtractExact(a.months(), b.months()),
              Math.subtractExact(a.days(), b.days()),
              Math.subtractExact(a.nanos(), b.nanos()));
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  private static EvaluationError overflow() {
    return new EvaluationError("Cannot add intervals: a part of the result overflows");
  }
}
