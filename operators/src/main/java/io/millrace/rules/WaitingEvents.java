// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.column.HeldBytes;
import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.EventSerializer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * Events that wait at a router until the first rules are in force: in operator state, which is on
 * the heap, so there is a {@link Limit#WAITING_BYTES}.
 */
final class WaitingEvents {
  /** Of an event, and of each of its values, beside what the value holds. */
  private static final long EVENT = 64;

  private static final long VALUE = 16;

  private final ListState<Event> stored;
  private final Limits limits;
  private long bytes;

  /** Read by reporters of metrics. */
  private volatile long count;

  WaitingEvents(OperatorStateStore store, Schema schema, Limits limits) throws Exception {
    this.limits = limits;
    EventSerializer serializer = EventSerializer.of(schema);
    stored = store.getListState(new ListStateDescriptor<>("waiting", serializer));
    for (Event each : stored.get()) {
      bytes += bytes(each);
      count = count + 1;
    }
  }

  private static long bytes(Event event) {
    long bytes = EVENT;
    for (Object value : event.values()) {
      bytes += VALUE + HeldBytes.of(value);
    }
    return bytes;
  }

  /** Throws LIMIT_EXCEEDED if there is no room: rules that do not come would end in no memory. */
  void add(Event event) throws Exception {
    long all = bytes + bytes(event);
    limits.check(
        Limit.WAITING_BYTES,
        "keep an event until the first rules are in force",
        all,
        "bytes of " + (count + 1) + " events that wait");
    stored.add(event);
    bytes = all;
    count = count + 1;
  }

  /** How many there are now. */
  long count() {
    return count;
  }

  /** In the order in which they came. */
  Iterable<Event> all() throws Exception {
    return stored.get();
  }

  void clear() {
    stored.clear();
    bytes = 0;
    count = 0;
  }
}
