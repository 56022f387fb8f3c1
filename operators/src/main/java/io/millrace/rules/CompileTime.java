// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import org.apache.flink.metrics.MetricGroup;

/** How long an instance has taken to bind rules and to make their programs, as a gauge. */
final class CompileTime {
  /** What takes its time. */
  interface Step {
    void run() throws Exception;
  }

  private static final long NANOS = 1_000_000;

  /** Written by the task, read by reporters. */
  private volatile long nanos;

  CompileTime(MetricGroup metrics) {
    metrics.gauge("compileTimeMs", () -> nanos / NANOS);
  }

  void of(Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    nanos = nanos + System.nanoTime() - start;
  }
}
