// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.types.Either;

/**
 * What gives events their time.
 *
 * @param expression SQL text of an expression that gives a timestamp, or null for no event time
 * @param lag how far the watermark stays behind the latest event time
 * @param idle after how long without rows the input no longer holds the watermark back, or null
 */
@PublicEvolving
public record EventTimes(String expression, Duration lag, Duration idle) implements Serializable {
  /**
   * Throws MillraceException if the expression does not fit the schema: the codes of parsing and
   * binding, TYPE_MISMATCH if it gives no timestamp.
   */
  public void check(Schema schema) {
    if (expression != null) {
      new EventClock(schema, expression).close();
    }
  }

  /** The watermark behind an event. */
  long watermarkAfter(long watermark, long time) {
    return Math.max(watermark, time - lag.toMillis() - 1);
  }

  /**
   * For a source of events that has the watermark of each split: it advances with every row, not
   * with the clock.
   */
  public WatermarkStrategy<Either<Event, RuleError>> strategy() {
    WatermarkStrategy<Either<Event, RuleError>> strategy =
        WatermarkStrategy.<Either<Event, RuleError>>forGenerator(context -> new Follower(this))
            .withTimestampAssigner(
                context -> (read, before) -> read.isLeft() ? read.left().time() : Event.NO_TIME);
    return idle == null ? strategy : strategy.withIdleness(idle);
  }

  /** Emits what {@link #watermarkAfter} says each time that it grows. */
  private static final class Follower implements WatermarkGenerator<Either<Event, RuleError>> {
    private final EventTimes times;
    private long latest = Long.MIN_VALUE;

    Follower(EventTimes times) {
      this.times = times;
    }

    @Override
    public void onEvent(Either<Event, RuleError> read, long time, WatermarkOutput output) {
      if (read.isLeft() && read.left().hasTime()) {
        long after = times.watermarkAfter(read.left().watermark(), read.left().time());
        if (after > latest) {
          latest = after;
          output.emitWatermark(new Watermark(after));
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
