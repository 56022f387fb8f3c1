// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.harness.Looped;
import io.millrace.benchmarks.workload.Event;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** A map function as a contestant. */
final class Entry extends Looped {
  private final MapFunction<Event, Row> function;
  private final Event[] events;
  private final Pass pass = Pass.ofItsOwn();

  Entry(String name, MapFunction<Event, Row> function, Event[] events) {
    super(name);
    this.function = function;
    this.events = events;
  }

  /** The value for an event. */
  Object answer(int row) {
    try {
      return function.map(events[row]).getField(0);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(name() + " fails", e);
    }
  }

  @Override
  public long pass() {
    return pass.over(events, function);
  }

  @Override
  public void close() {
    if (function instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(name() + " can not be closed", e);
      }
    }
  }
}
