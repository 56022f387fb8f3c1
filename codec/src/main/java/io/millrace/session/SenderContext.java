// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The session by which a thread encodes expressions that Java serialization writes, as Flink does
 * with the closures of functions: that of the thread if one is set, else the {@link
 * SessionContext#global global} one. Nothing else looks at it; {@link WorkerContext} says how long
 * a thread has one.
 */
@PublicEvolving
public final class SenderContext {
  private static final Slot SLOT = new Slot("sender");

  private SenderContext() {}

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
}
