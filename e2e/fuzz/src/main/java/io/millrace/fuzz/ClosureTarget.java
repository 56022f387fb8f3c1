// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.Deadline;
import io.millrace.closure.JvmClosure;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.flink.annotation.Internal;

/**
 * Bytes as code that was let in: its classes are defined, its values made and its function called,
 * all under a deadline. Refused by the one exception, or it ends, whatever else it does.
 *
 * <p>A first byte below the number of seeds means that seed with bytes changed: of each three more,
 * two say where and one what. Otherwise the input is the closure.
 */
@Internal
public final class ClosureTarget {
  private static final Limits LIMITS = Limits.DEFAULT.with(Limit.CALL_MILLIS, 50);
  private static final List<byte[]> SEEDS = Seeds.closures();

  private ClosureTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.CLOSURE);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Object function = made(closure(input));
    if (function instanceof LongUnaryOperator operator) {
      try (Deadline deadline = Deadline.within(LIMITS)) {
        long unused = operator.applyAsLong(3);
      } catch (Throwable ofTheCode) {
        // That it came back is all that is asked of it.
      }
    }
    Thread.interrupted();
  }

  private static Object made(byte[] closure) {
    try {
      return JvmClosure.read(closure, LIMITS).instantiate(ClassLoader.getPlatformClassLoader());
    } catch (MillraceException refused) {
      return null;
    } catch (OutOfMemoryError fatal) {
      // What the code takes is the signer's matter; what reading takes is that of other targets.
      return null;
    }
  }

  private static byte[] closure(byte[] input) {
    if (input.length == 0 || (input[0] & 0xff) >= SEEDS.size()) {
      return input;
    }
    byte[] closure = SEEDS.get(input[0]).clone();
    for (int i = 1; i + 2 < input.length; i += 3) {
      int place = (input[i] & 0xff) << 8 | (input[i + 1] & 0xff);
      closure[place % closure.length] = input[i + 2];
    }
    return closure;
  }
}
