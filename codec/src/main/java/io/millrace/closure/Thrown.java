// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.time.Duration;
import org.apache.flink.annotation.Internal;

/** What shipped code throws: the text of such an exception is shipped code as well. */
@Internal
public final class Thrown {
  private static final Duration TIME = Duration.ofMillis(100);

  private Thrown() {}

  /** Its text, also if that fails or does not end; what ends the process is thrown. */
  public static String text(Throwable thrown) {
    try (Deadline deadline = Deadline.within(TIME)) {
      return thrown.toString();
    } catch (RuntimeException | Error e) {
      requireNotFatal(e);
      return thrown.getClass().getName() + ", whose text fails with " + e.getClass().getName();
    }
  }

  /** Throws what ends the process, as lack of memory. */
  static void requireNotFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
