// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.expr.Bytes;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The loaders in use, by parent and digest of their archive, so that the same classes are defined
 * once. Holds neither a loader nor a parent alive.
 */
final class ClosureLoaders {
  private static final Map<ClassLoader, Map<Bytes, Entry>> LOADERS = new WeakHashMap<>();
  private static final ReferenceQueue<ClosureLoader> UNLOADED = new ReferenceQueue<>();

  private static final class Entry extends WeakReference<ClosureLoader> {
    private final Map<Bytes, Entry> home;
    private final Bytes digest;

    Entry(ClosureLoader loader, Map<Bytes, Entry> home, Bytes digest) {
      super(loader, UNLOADED);
      this.home = home;
      this.digest = digest;
    }
  }

  private ClosureLoaders() {}

  static ClosureLoader of(ClassArchive archive, ClassLoader parent) {
    synchronized (LOADERS) {
      forgetUnloaded();
      Map<Bytes, Entry> siblings = LOADERS.computeIfAbsent(parent, each -> new HashMap<>());
      Entry entry = siblings.get(archive.digest());
      ClosureLoader loader = entry == null ? null : entry.get();
      if (loader == null) {
        loader = new ClosureLoader(archive, parent);
        siblings.put(archive.digest(), new Entry(loader, siblings, archive.digest()));
      }
      return loader;
    }
  }

  private static void forgetUnloaded() {
    for (Object each = UNLOADED.poll(); each != null; each = UNLOADED.poll()) {
      Entry entry = (Entry) each;
      entry.home.remove(entry.digest, entry);
    }
  }
}
