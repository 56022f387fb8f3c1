// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.flink;

import io.millrace.benchmarks.workload.Event;

/** A small row for windows: it crosses from task to task. */
public final class Reading {
  public long key;
  public double x;
  public Double y;

  static Reading of(Event event) {
    Reading reading = new Reading();
    reading.key = event.a % Sources.KEYS;
    reading.x = event.x;
    reading.y = event.y;
    return reading;
  }
}
