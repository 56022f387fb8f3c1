// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory an input may cost: a small multiple of its own size and a fixed part, so that a
 * few bytes never claim a gigabyte.
 */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** What reads the input. */
  interface Step {
    void run() throws Exception;
  }

  static void check(int length, long fixed, long each, Step step) throws Exception {
    long most = fixed + each * length;
    if (used(step) > most) {
      // What is loaded at first use, the second does not pay for.
      long used = used(step);
      if (used > most) {
        throw new AssertionError(
            "%d bytes allocated for %d bytes of input".formatted(used, length));
      }
    }
  }

  private static long used(Step step) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    step.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
