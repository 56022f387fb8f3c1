// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

/** One way of doing the work of a benchmark, ready to run. Confined to one thread. */
public interface Contestant extends AutoCloseable {
  String name();

  /** Which of our engine's tiers did the work of the last slot; empty for others. */
  default String tier() {
    return "";
  }

  /** What a slot says of its passes. */
  enum Pace {
    /** All of them, with what the garbage collector took. */
    MEAN,
    /** The fastest alone, for a machine with other work, which hits long slots only. */
    FASTEST
  }

  /** Works for about that long; the nanoseconds an item took, as this contestant counts them. */
  double slot(long nanos, Pace pace);

  @Override
  default void close() {}
}
