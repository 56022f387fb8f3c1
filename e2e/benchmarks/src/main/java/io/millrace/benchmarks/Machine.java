// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the figures were taken on. */
record Machine(LocalDate date, int cpus, String jdk, String os, String dataFusion) {
  static Machine here(String dataFusion) {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        dataFusion);
  }

  @Override
  public String toString() {
    return date + ", " + cpus + " CPUs, " + os + ", " + jdk + ", DataFusion " + dataFusion;
  }
}
