// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.harness.Looped;

/** Counts, for each rule, the rows that it matches; an item is a row for a rule. */
abstract class Matcher extends Looped {
  private final long[] counts;

  Matcher(String name, int rules) {
    super(name);
    counts = new long[rules];
  }

  /** Adds to the counts; the number of rows. */
  abstract int match(long[] counts);

  /** After one pass. */
  final long[] answer() {
    java.util.Arrays.fill(counts, 0);
    match(counts);
    return counts.clone();
  }

  @Override
  public final long pass() {
    return (long) match(counts) * counts.length;
  }
}
