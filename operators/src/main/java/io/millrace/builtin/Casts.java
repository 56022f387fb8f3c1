// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import org.apache.flink.annotation.Internal;

/** Values of one type as values of another. */
@Internal
public final class Casts {
  private Casts() {}

  /**
   * The kernel of a cast; {@code safe} gives null where the value has no counterpart, instead of an
   * error.
   */
  public static Kernel kernel(DataType from, DataType to, boolean safe) {
    throw new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot " + (safe ? "try to cast " : "cast ") + from + ": there is no cast to " + to);
  }
}
