// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.column.RowBatch;
import io.millrace.expr.Schema;
import io.millrace.types.Event;

/** One event as a batch: the columns, {@code now()}, event time, row number. */
final class EventBatch {
  static final long NANOS_OF_MILLI = 1_000_000;

  private final int columns;
  private final RowBatch batch;

  EventBatch(Schema schema) {
    columns = schema.fields().size();
    batch = new RowBatch(RuleBinder.rowTypes(schema), 1);
  }

  /**
   * @param clock milliseconds that stand for the time of an event without one
   */
  RowBatch of(Event event, long clock) {
    batch.clear();
    batch.addRow();
    for (int i = 0; i < columns; i++) {
      batch.set(i, event.values()[i]);
    }
    batch.set(columns, nanos(event.hasTime() ? event.time() : clock));
    if (event.hasTime()) {
      batch.setLong(columns + 1, event.time());
    }
    batch.setLong(columns + 2, event.number());
    return batch;
  }

  /** NULL for a time that nanoseconds in 64 bits don't reach. */
  static Long nanos(long millis) {
    boolean reached = Math.abs(millis) <= Long.MAX_VALUE / NANOS_OF_MILLI;
    return reached ? millis * NANOS_OF_MILLI : null;
  }
}
