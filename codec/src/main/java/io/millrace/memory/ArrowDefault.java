// SPDX-License-Identifier: Apache-2.0
package io.millrace.memory;

import java.lang.reflect.Field;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.DefaultAllocationManagerOption;

/**
 * Arrow's own choice of an allocation manager. Loading its allocators makes that choice even where
 * one is passed to them, and fails where none of Arrow's allocator artifacts is there, so ours is
 * put in its place before. Nothing is looked up by a class's name: this holds in a relocated jar
 * and in any class loader.
 */
final class ArrowDefault {
  private static final String FIELD = "DEFAULT_ALLOCATION_MANAGER_FACTORY";

  private ArrowDefault() {}

  /** Leaves a choice alone that was made already. */
  static void provide(AllocationManager.Factory factory) {
    try {
      Field chosen = DefaultAllocationManagerOption.class.getDeclaredField(FIELD);
      chosen.setAccessible(true);
      synchronized (DefaultAllocationManagerOption.class) {
        if (chosen.get(null) == null) {
          chosen.set(null, factory);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Cannot allocate Arrow memory: this release of Arrow has no " + FIELD + ", expected 19",
          e);
    }
  }
}
