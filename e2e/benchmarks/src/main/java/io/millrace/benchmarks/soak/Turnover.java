// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.soak;

import io.millrace.rules.RuleLine;
import io.millrace.types.Event;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Rules for a job in this JVM, as many at a time as they are let, and rows meanwhile. Jobs find it
 * by number, as they are made of copies.
 */
final class Turnover implements AutoCloseable {
  private static final long ROW_NANOS = 500_000;
  private static final long ROW_MILLIS = 10;
  private static final long LOOK_NANOS = 1_000_000;
  private static final Map<Long, Turnover> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  private final long number = COUNT.incrementAndGet();
  private final Object[][] pool;
  private final int live;
  private final AtomicLong applied = new AtomicLong();
  private volatile long admitted;
  private volatile String refused;

  /**
   * @param pool rows that come again and again
   * @param live how many rules there are at a time
   */
  Turnover(Object[][] pool, int live) {
    this.pool = pool;
    this.live = live;
    OPEN.put(number, this);
  }

  /** Lets the first so many rules pass. */
  void admit(long rules) {
    admitted = rules;
  }

  /** Of the changes that were applied, one for each operator. */
  long applied() {
    return applied.get();
  }

  /** Why a rule was refused, or has no answer; null as long as none was. */
  String refused() {
    return refused;
  }

  FlatMapFunction<Long, RuleLine> rules() {
    return new RuleLines(number);
  }

  FlatMapFunction<Long, Event> rows() {
    return new Events(number);
  }

  FlatMapFunction<RuleAck, String> acks() {
    long own = number;
    return (ack, out) -> OPEN.get(own).applied.incrementAndGet();
  }

  FlatMapFunction<RuleError, String> errors() {
    long own = number;
    return (error, out) -> OPEN.get(own).refused = error.message();
  }

  @Override
  public void close() {
    OPEN.remove(number);
  }

  private record RuleLines(long turnover) implements FlatMapFunction<Long, RuleLine> {
    @Override
    public void flatMap(Long rule, Collector<RuleLine> out) {
      Turnover from = OPEN.get(turnover);
      if (rule == 0) {
        out.collect(RuleLine.START_COMPLETE);
      }
      while (rule >= from.admitted && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      DistinctRules.lines(rule, from.live)
          .forEach(line -> out.collect(new RuleLine(line, "rules")));
    }
  }

  private record Events(long turnover) implements FlatMapFunction<Long, Event> {
    @Override
    public void flatMap(Long row, Collector<Event> out) {
      LockSupport.parkNanos(ROW_NANOS);
      Object[][] pool = OPEN.get(turnover).pool;
      long time = row * ROW_MILLIS;
      out.collect(new Event(row, pool[(int) (row % pool.length)], time, time - 1));
    }
  }
}
