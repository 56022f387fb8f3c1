// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.expr.Bytes;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * Bytes that are in memory once in a process, by their digest, however many functions have them.
 * They go with the last that has them: nothing here keeps them. Thread-safe.
 */
@Internal
public final class Interned {
  private static final Map<Bytes, Entry> HELD = new HashMap<>();
  private static final ReferenceQueue<Bytes> GONE = new ReferenceQueue<>();

  private static final class Entry extends WeakReference<Bytes> {
    private final Bytes digest;

    Entry(Bytes bytes, Bytes digest) {
      super(bytes, GONE);
      this.digest = digest;
    }
  }

  private Interned() {}

  /** The same bytes; a copy of those that are given if there are none yet. */
  public static Bytes of(Bytes bytes) {
    Bytes digest = bytes.sha256();
    synchronized (HELD) {
      forgetGone();
      Entry entry = HELD.get(digest);
      Bytes held = entry == null ? null : entry.get();
      if (held == null) {
        held = Bytes.wrap(bytes.toArray());
        HELD.put(digest, new Entry(held, digest));
      }
      return held;
    }
  }

  /** How many there are. */
  static int size() {
    synchronized (HELD) {
      forgetGone();
      return HELD.size();
    }
  }

  private static void forgetGone() {
    for (Object each = GONE.poll(); each != null; each = GONE.poll()) {
      Entry entry = (Entry) each;
      HELD.remove(entry.digest, entry);
    }
  }
}
