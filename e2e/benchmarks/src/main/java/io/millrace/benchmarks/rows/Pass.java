// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.workload.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A loop over events, defined anew for each contestant: were it shared, its calls would go to
 * everyone's function and the JIT could inline none of them, which in a job it can.
 */
abstract class Pass {
  abstract long over(Event[] events, MapFunction<Event, Row> function);

  static Pass ofItsOwn() {
    try (InputStream code = Pass.class.getResourceAsStream("Pass$Loop.class")) {
      return (Pass)
          MethodHandles.lookup()
              .defineHiddenClass(code.readAllBytes(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Defined by name, from its own bytes. */
  static final class Loop extends Pass {
    private final Blackhole blackhole =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous.");

    @Override
    long over(Event[] events, MapFunction<Event, Row> function) {
      try {
        for (Event event : events) {
          blackhole.consume(function.map(event));
        }
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return events.length;
    }
  }
}
