// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How long the code of shipped functions may run in this thread, or an evaluation as a whole:
 *
 * <pre>{@code
 * try (Deadline deadline = Deadline.within(Duration.ofSeconds(1))) {
 *   ... // calls of shipped functions
 *   Deadline.check();
 * }
 * }</pre>
 *
 * Shipped code asks at the start of methods and in loops. Once time is up every further question
 * throws, so that code which catches the exception comes no further. The check behind the calls
 * finds what shipped code kept to itself. Code that shipped code calls on the class path does not
 * ask, but for functions of DataFusion that may take long for one row.
 */
@PublicEvolving
public final class Deadline implements AutoCloseable {
  private static final int SLOTS = 1 << 10;
  private static final int MAX_STRIDE = 1 << 8;

  private static final String SHIPPED = "finish a shipped function";

  /** A year, which the clock counts without going round. */
  private static final long LONGEST = 365L * 24 * 60 * 60 * 1_000;

  private static final int FIRST_TURNS = 1 << 4;

  /** A question more often than every 100 microseconds, or less than every millisecond. */
  private static final long OFTEN = 100_000;

  private static final long SELDOM = 1_000_000;

  /**
   * By thread, at its id; a thread whose place is taken is in OTHERS. Entries leave when they are
   * closed, so nothing here keeps a thread or a class loader.
   */
  private static final AtomicReferenceArray<Deadline> OPEN = new AtomicReferenceArray<>(SLOTS);

  private static final ConcurrentHashMap<Thread, Deadline> OTHERS = new ConcurrentHashMap<>();

  private final Thread thread = Thread.currentThread();
  private final Deadline outer = of(thread);
  private final Limits limits;
  private final Limit limit;

  /** What can not be done when time is up. */
  private final String action;

  private final long end;
  private final boolean outerIsEarlier;

  /** Questions to the next look at the clock; only its thread reads and writes these. */
  private int left = 1;

  private int stride = 1;
  private long lastLook;
  private boolean passed;

  private Deadline(Limits limits, Limit limit, String action) {
    lastLook = System.nanoTime();
    long millis = Math.min(limits.of(limit), LONGEST);
    long mine = lastLook + TimeUnit.MILLISECONDS.toNanos(millis);
    outerIsEarlier = outer != null && outer.end - mine < 0;
    end = outerIsEarlier ? outer.end : mine;
    this.limits = outerIsEarlier ? outer.limits : limits;
    this.limit = outerIsEarlier ? outer.limit : limit;
    this.action = outerIsEarlier ? outer.action : action;
  }

  /** Begins now; an outer deadline of this thread that ends earlier holds as well. */
  public static Deadline within(Duration time) {
    return within(Limits.DEFAULT.with(Limit.CALL_MILLIS, time.plusNanos(999_999).toMillis()));
  }

  /** The same for {@link Limit#CALL_MILLIS}. */
  public static Deadline within(Limits limits) {
    return within(limits, Limit.CALL_MILLIS, SHIPPED);
  }

  /**
   * The same for another limit.
   *
   * @param action what can not be done once time is up, such as {@code evaluate a row}
   */
  public static Deadline within(Limits limits, Limit limit, String action) {
    Deadline deadline = new Deadline(limits, limit, action);
    int slot = slot(deadline.thread);
    Deadline before = deadline.outer;
    if (before == null ? OPEN.compareAndSet(slot, null, deadline) : before.isAt(slot)) {
      OPEN.set(slot, deadline);
    } else {
      OTHERS.put(deadline.thread, deadline);
    }
    return deadline;
  }

  /** DEADLINE_EXCEEDED if this thread's time is up, INTERRUPTED if it is interrupted. */
  public static void check() {
    Thread thread = Thread.currentThread();
    Deadline deadline = of(thread);
    if (deadline != null && --deadline.left <= 0) {
      deadline.look();
    }
    requireNotInterrupted(thread);
  }

  private static void requireNotInterrupted(Thread thread) {
    if (thread.isInterrupted()) {
      throw new MillraceException(
          ErrorCode.INTERRUPTED, "Cannot finish a shipped function: its thread was interrupted");
    }
  }

  /** {@link #check} where a method with loops begins; the turns until {@link #more}. */
  public static int begin() {
    check();
    return FIRST_TURNS;
  }

  /** {@link #check} in a loop, the clock as well; the turns until the next time. */
  public static int more() {
    Thread thread = Thread.currentThread();
    Deadline deadline = of(thread);
    if (deadline != null) {
      deadline.look();
    }
    requireNotInterrupted(thread);
    return deadline == null ? MAX_STRIDE : deadline.stride;
  }

  /** Whether an outer deadline ends first: what is too late then is so for what was done before. */
  public boolean isOuter() {
    return outerIsEarlier;
  }

  @Override
  public void close() {
    int slot = slot(thread);
    if (isAt(slot)) {
      OPEN.set(slot, outer);
    } else if (outer == null) {
      OTHERS.remove(thread, this);
    } else {
      OTHERS.replace(thread, this, outer);
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (passed || now - end >= 0) {
      passed = true;
      left = 0;
      throw limits.exceeded(limit, action, "it took longer");
    }
    long since = now - lastLook;
    if (since < OFTEN) {
      stride = Math.min(2 * stride, MAX_STRIDE);
    } else if (since > SELDOM) {
      stride = Math.max(stride / 8, 1);
    }
    left = stride;
    lastLook = now;
  }

  private boolean isAt(int slot) {
    return OPEN.get(slot) == this;
  }

  private static Deadline of(Thread thread) {
    Deadline open = OPEN.get(slot(thread));
    if (open != null && open.thread == thread) {
      return open;
    }
    return OTHERS.isEmpty() ? null : OTHERS.get(thread);
  }

  private static int slot(Thread thread) {
    return (int) thread.getId() & (SLOTS - 1);
  }
}
