// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How long a session is the context of a thread: until this is closed, by the same thread. This,
 * not the thread, keeps the session alive. Closing twice does nothing.
 */
@PublicEvolving
public final class ContextScope implements AutoCloseable {
  private final Slot slot;
  private final String name;
  private final SessionContext session;
  private final Object before;
  private final Thread thread = Thread.currentThread();
  private boolean closed;

  ContextScope(Slot slot, String name, SessionContext session, Object before) {
    this.slot = slot;
    this.name = name;
    this.session = session;
    this.before = before;
  }

  public SessionContext session() {
    return session;
  }

  /** Throws {@link IllegalStateException} in another thread than that which opened it. */
  @Override
  public void close() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "Cannot close scope of the "
              + name
              + " context: in thread "
              + Thread.currentThread().getName()
              + ", expected "
              + thread.getName()
              + ", which opened it");
    }
    if (!closed) {
      closed = true;
      slot.restore(before);
    }
  }
}
