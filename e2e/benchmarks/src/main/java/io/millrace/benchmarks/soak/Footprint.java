// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.soak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Locale;

/**
 * What this JVM holds when all is collected that can be.
 *
 * @param classes that are loaded
 * @param metaspace bytes in use
 * @param heap bytes in use
 * @param offHeap bytes of buffers outside of the heap
 */
public record Footprint(long classes, long metaspace, long heap, long offHeap) {
  static final String HEADER = "classes  metaspace MB  heap MB  off-heap MB";

  private static final double MB = 1 << 20;

  static Footprint now() {
    long heap = heapAfterCollection();
    return new Footprint(
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(Footprint::used)
            .sum(),
        heap,
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum());
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }

  /** The least of a few: rows go on. */
  private static long heapAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** Whether it is that of before, but for what caches and rows at work may differ in. */
  boolean isAsFlatAs(Footprint before) {
    return classes <= before.classes * 1.01 + 50
        && metaspace <= before.metaspace * 1.05 + MB
        && heap <= before.heap * 1.1 + 4 * MB
        && offHeap <= before.offHeap + MB;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%7d  %12.1f  %7.1f  %11.1f",
        classes,
        metaspace / MB,
        heap / MB,
        offHeap / MB);
  }
}
