// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

/** A contestant in this JVM: passes over its data until the slot is full. */
public abstract class Looped implements Contestant {
  private final String name;

  protected Looped(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** Works once over all its data; the number of items. */
  public abstract long pass();

  @Override
  public final double slot(long nanos, Pace pace) {
    double fastest = Double.MAX_VALUE;
    long items = 0;
    long start = System.nanoTime();
    long now = start;
    do {
      long before = now;
      long done = pass();
      now = System.nanoTime();
      fastest = Math.min(fastest, (double) (now - before) / done);
      items += done;
    } while (now - start < nanos);
    return pace == Pace.FASTEST ? fastest : (double) (now - start) / items;
  }
}
