// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.compile.Program;
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
    List<Program> before = Engine.programs(Shapes.sql(Shapes.count(), 100_000));
    List<String> sql = Shapes.sql(count, 200_000);
    long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    long used = used();
    List<Program> programs = Engine.programs(sql);
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
