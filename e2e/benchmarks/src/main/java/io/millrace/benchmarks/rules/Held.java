// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.workload.Event;
import io.millrace.record.RowPrograms;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What very many programs hold.
 *
 * @param classes that were defined for all of them
 * @param bytes of the heap for each
 */
record Held(long classes, double bytes) {
  /** Compiles one of each shape before, for what is defined once. */
  static Held measure(int count) {
    RowPrograms<Event> rows = Engine.rows();
    List<?> before = Engine.programs(rows, Shapes.sql(Shapes.count(), 100_000));
    List<String> sql = Shapes.sql(count, 200_000);
    long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    long used = used();
    List<?> programs = Engine.programs(rows, sql);
    long nowUsed = used();
    long nowClasses = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    if (programs.size() + before.size() != count + Shapes.count()) {
      throw new AssertionError("both are alive until here");
    }
    return new Held(nowClasses - classes, (double) (nowUsed - used) / count);
  }

  /** Of the heap, after collections until it no longer shrinks. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    while (true) {
      System.gc();
      long now = runtime.totalMemory() - runtime.freeMemory();
      if (now >= used) {
        return used;
      }
      used = now;
    }
  }
}
