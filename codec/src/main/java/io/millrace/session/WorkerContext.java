// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The session by which a thread decodes expressions where it is given none: that of the thread if
 * one is set, else the {@link SessionContext#global global} one. A name that the thread's session
 * does not know is not looked up in the global one.
 *
 * <p>In Flink the task's thread runs {@code open}, the processing of elements, timers, snapshots
 * and {@code close}: open a scope in {@code open} and close it in {@code close}:
 *
 * <pre>{@code
 * public void open(OpenContext context) {
 *   scope = WorkerContext.open(session());
 * }
 *
 * public void close() {
 *   scope.close();
 * }
 * }</pre>
 *
 * Threads of asynchronous I/O are others: give them the session itself, or open a scope in each
 * task that they run. What is {@link #set} and not cleared stays with the thread and keeps the
 * job's classes in it; a scope does not, but is to be held until it is closed: using one that was
 * lost is an {@link IllegalStateException}, never the global session instead.
 */
@PublicEvolving
public final class WorkerContext {
  private static final Slot SLOT = new Slot("worker");

  private WorkerContext() {}

  /** Until {@link #clear}, or the end of the thread, which holds it; null clears. */
  public static void set(SessionContext session) {
    SLOT.set(session);
  }

  /** Does nothing if none is set. */
  public static void clear() {
    SLOT.clear();
  }

  /** The session that is set for this thread. */
  public static Optional<SessionContext> current() {
    return SLOT.session();
  }

  /** Until the scope is closed, by this thread; scopes nest. */
  public static ContextScope open(SessionContext session) {
    return SLOT.open(session);
  }

  /** The session that is given, else that of the thread, else the global one. */
  public static SessionContext or(SessionContext given) {
    return given != null ? given : current().orElseGet(SessionContext::global);
  }
}
