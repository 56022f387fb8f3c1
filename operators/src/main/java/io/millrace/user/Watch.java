// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.udf.Deadline;
import io.millrace.udf.UserFunction;
import java.time.Duration;

/**
 * Runs the code of users. That which came with bytes has a second for each call, so that a loop
 * without end is an error; that which was registered here is trusted to come to an end.
 */
final class Watch {
  private static final Duration TIME = Duration.ofSeconds(1);

  /** Code with a result. */
  interface Code<R> {
    R run() throws Exception;
  }

  private final boolean watched;

  Watch(UserFunction function) {
    watched = function.source().isPresent();
  }

  <R> R run(Code<R> code) throws Exception {
    if (!watched) {
      return code.run();
    }
    try (Deadline deadline = Deadline.within(TIME)) {
      R result = code.run();
      Deadline.check();
      return result;
    }
  }
}
