// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Event;

/**
 * What expressions see of an event: the columns, {@code now()}, event time, row number.
 *
 * @param clock milliseconds that stand for the time of an event without one
 */
record EventRow(Event event, long clock) {
  static final long NANOS_OF_MILLI = 1_000_000;

  /** In the Java form of literals. */
  Object value(int column) {
    int columns = event.values().length;
    if (column < columns) {
      return event.values()[column];
    } else if (column == columns) {
      return nanos(event.hasTime() ? event.time() : clock);
    } else if (column == columns + 1) {
      return event.hasTime() ? (Long) event.time() : null;
    }
    return event.number();
  }

  /** NULL for a time that nanoseconds in 64 bits don't reach. */
  static Long nanos(long millis) {
    boolean reached = Math.abs(millis) <= Long.MAX_VALUE / NANOS_OF_MILLI;
    return reached ? millis * NANOS_OF_MILLI : null;
  }
}
