// SPDX-License-Identifier: Apache-2.0
package io.millrace.scalar;

import org.apache.flink.annotation.Internal;

/**
 * How many bytes a text, binary or nested result of a function has at most. Results of one width
 * are within any of them.
 *
 * @param factor of the bytes of all arguments
 * @param fixed that come on top
 */
@Internal
public record ResultSize(int factor, int fixed) {
  /** What the arguments are, put together in some way. */
  public static final ResultSize OF_ARGUMENTS = new ResultSize(1, 256);

  /** The kernel asks {@link ValueSize} before it makes anything of more than its arguments. */
  public static final ResultSize CHECKED = new ResultSize(1, (int) ValueSize.MAX_BYTES);

  /** Each byte of the arguments gives at most so many. */
  public static ResultSize times(int factor) {
    return new ResultSize(factor, OF_ARGUMENTS.fixed);
  }

  /** For arguments of so many bytes. */
  public long most(long arguments) {
    return factor * arguments + fixed;
  }
}
