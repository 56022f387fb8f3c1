// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.RuleError;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.types.Either;

/**
 * Makes events of rows, a block at a time: a row that can not be read is an error, one without
 * event time is both.
 */
final class TimedRows implements AutoCloseable {
  private final EventTimes times;

  /** Null where events have no time. */
  private final EventClock clock;

  private List<Rows.Row> block = List.of();

  TimedRows(Schema schema, EventTimes times) {
    this.times = times;
    this.clock = times.expression() == null ? null : new EventClock(schema, times.expression());
  }

  /** Takes up to a block of rows. */
  void set(List<Rows.Row> rows) {
    block = rows;
    if (clock != null && !rows.isEmpty()) {
      clock.evaluate(rows);
    }
  }

  /**
   * Gives out what becomes of a row of the block.
   *
   * @param number of the event
   * @param watermark as it stands before the row
   * @return as it stands behind it
   */
  long emit(int place, long number, long watermark, Consumer<Either<Event, RuleError>> output) {
    Rows.Row row = block.get(place);
    if (row.problem() != null) {
      output.accept(Either.Right(RuleError.ofLine(row.line(), row.text(), row.problem())));
      return watermark;
    }
    String problem = clock == null ? null : clock.problem(place);
    if (clock == null || problem != null) {
      Event event = new Event(number, row.values(), Event.NO_TIME, watermark);
      if (problem != null) {
        output.accept(Either.Right(timeless(row, problem, event)));
      }
      output.accept(Either.Left(event));
      return watermark;
    }
    long time = clock.millis(place);
    output.accept(Either.Left(new Event(number, row.values(), time, watermark)));
    return times.watermarkAfter(watermark, time);
  }

  private static RuleError timeless(Rows.Row row, String problem, Event event) {
    return row.text() == null
        ? RuleError.ofEvent(null, 0, ErrorCode.BAD_EVENT, problem, event)
        : RuleError.ofLine(row.line(), row.text(), problem);
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.close();
    }
  }
}
