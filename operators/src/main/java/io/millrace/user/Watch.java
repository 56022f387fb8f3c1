// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import io.millrace.udf.UserFunction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the code of users. That which came with bytes has {@link Limit#CALL_MILLIS} for each call,
 * so that a loop without end is an error; code that takes longer three times in a row is not called
 * any more. Time that was up for all of a batch does not count. That which was registered here is
 * trusted to come to an end.
 */
final class Watch {
  /** Code with a result. */
  interface Code<R> {
    R run() throws Exception;
  }

  private static final int MAX_BREACHES = 3;

  private final Limits limits;
  private final boolean watched;
  private final AtomicInteger breaches = new AtomicInteger();

  Watch(UserFunction function) {
    limits = function.limits();
    watched = function.cameByValue();
  }

  <R> R run(Code<R> code) throws Exception {
    if (!watched) {
      return code.run();
    }
    if (breaches.get() >= MAX_BREACHES) {
      throw limits.exceeded(
          Limit.CALL_MILLIS,
          "call a shipped function",
          "it took longer " + MAX_BREACHES + " times");
    }
    boolean isOuter = false;
    try (Deadline deadline = Deadline.within(limits)) {
      isOuter = deadline.isOuter();
      R result = code.run();
      Deadline.check();
      if (breaches.getPlain() > 0) {
        breaches.set(0);
      }
      return result;
    } catch (MillraceException e) {
      if (e.code() == ErrorCode.DEADLINE_EXCEEDED && !isOuter) {
        breaches.incrementAndGet();
      }
      throw e;
    }
  }
}
