// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import java.lang.ref.WeakReference;
import java.util.Optional;

/**
 * A session for each thread. That of a scope is not kept alive by the thread: one that nobody
 * closed, in a thread that outlives the job, would keep the job's classes.
 */
final class Slot {
  private final String name;

  /** A session, or a weak reference to that of a scope. */
  private final ThreadLocal<Object> sessions = new ThreadLocal<>();

  Slot(String name) {
    this.name = name;
  }

  Optional<SessionContext> session() {
    Object held = sessions.get();
    if (!(held instanceof WeakReference<?> weak)) {
      return Optional.ofNullable((SessionContext) held);
    }
    SessionContext session = (SessionContext) weak.get();
    if (session == null) {
      throw new IllegalStateException(
          "Cannot use the "
              + name
              + " context of thread "
              + Thread.currentThread().getName()
              + ": its scope was lost and never closed, expected it to be held until it is");
    }
    return Optional.of(session);
  }

  void set(SessionContext session) {
    sessions.set(session);
  }

  void clear() {
    sessions.remove();
  }

  /** Sets the session until the scope is closed, which brings back what was before. */
  ContextScope open(SessionContext session) {
    Object before = sessions.get();
    sessions.set(new WeakReference<>(session));
    return new ContextScope(this, name, session, before);
  }

  /** Null for nothing. */
  void restore(Object before) {
    if (before == null) {
      sessions.remove();
    } else {
      sessions.set(before);
    }
  }
}
