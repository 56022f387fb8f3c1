// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.types.Event;
import io.millrace.types.RuleResult;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.util.Collector;

/**
 * Rows for a job of rules in this JVM, timed from the answer to a first probe, when all rules are
 * in force, to that of a last one, behind all rows. Jobs find it by number, as they are made of
 * copies.
 */
public final class Feed implements AutoCloseable {
  /** The rows repeat after so many. */
  static final int POOL = 1 << 14;

  static final String PROBE = "probe";

  /** True of probes alone. */
  static final String IS_PROBE = "a = -1";

  private static final int ROWS_A_MILLISECOND = 60;
  private static final Map<Long, Feed> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  private final long number = COUNT.incrementAndGet();
  private final Object[][] pool = pool();
  private final long rows;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long started;
  private volatile long ended;
  private long results;

  Feed(long rows) {
    this.rows = rows;
    OPEN.put(number, this);
  }

  /** The rows that repeat, column by column as events have them. */
  public static Object[][] pool() {
    Rows rows = Rows.generate(POOL);
    List<Column> columns = rows.columns();
    Object[][] pool = new Object[POOL][columns.size()];
    for (int i = 0; i < POOL; i++) {
      for (int column = 0; column < columns.size(); column++) {
        Column from = columns.get(column);
        pool[i][column] =
            from instanceof Column.Wides decimals
                ? (Object) BigInteger.valueOf(decimals.low()[i])
                : from.get(i);
      }
    }
    return pool;
  }

  private Event event(long i, boolean isProbe) {
    long time = i / ROWS_A_MILLISECOND;
    return new Event(i, isProbe ? probe() : pool[(int) (i % POOL)], time, time - 1);
  }

  /** But for what makes it one it has nulls, so that rules that are asked of rows say nothing. */
  private Object[] probe() {
    Object[] values = new Object[pool[0].length];
    values[0] = -1L;
    return values;
  }

  FlatMapFunction<Long, Event> events() {
    return new Events(number);
  }

  MapFunction<RuleResult, RuleResult> results() {
    return new Results(number);
  }

  /** Waits so many milliseconds for the last probe. */
  boolean isOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** From the first probe to the last. */
  long nanos() {
    return ended - started;
  }

  /** How many there were, but for probes. */
  long answers() {
    return results;
  }

  long rows() {
    return rows;
  }

  @Override
  public void close() {
    OPEN.remove(number);
  }

  /** The probe, nothing until it is answered, all rows, the other probe, and nothing for ever. */
  private static final class Events implements FlatMapFunction<Long, Event> {
    private static final long serialVersionUID = 1L;
    private final long feed;
    private long sent;

    Events(long feed) {
      this.feed = feed;
    }

    @Override
    public void flatMap(Long tick, Collector<Event> out) {
      Feed from = OPEN.get(feed);
      if (sent == 0) {
        out.collect(from.event(0, true));
        sent = 1;
      } else if (from.started == 0 || sent > from.rows + 1) {
        LockSupport.parkNanos(1_000_000);
      } else {
        out.collect(from.event(sent, sent == from.rows + 1));
        sent++;
      }
    }
  }

  private static final class Results implements MapFunction<RuleResult, RuleResult> {
    private static final long serialVersionUID = 1L;
    private final long feed;

    Results(long feed) {
      this.feed = feed;
    }

    @Override
    public RuleResult map(RuleResult result) {
      Feed to = OPEN.get(feed);
      if (!result.rule().equals(PROBE)) {
        to.results++;
      } else if (to.started == 0) {
        to.started = System.nanoTime();
      } else {
        to.ended = System.nanoTime();
        to.over.countDown();
      }
      return result;
    }
  }
}
