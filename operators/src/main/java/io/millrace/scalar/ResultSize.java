// SPDX-License-Identifier: Apache-2.0
package io.millrace.scalar;

import org.apache.flink.annotation.Internal;

/**
 * How many bytes a result of a function has at most. Each declaration says it; that it holds is a
 * test over all of them, with hostile arguments.
 *
 * @param factor of the bytes of all arguments
 * @param fixed that come on top
 */
@Internal
public record ResultSize(int factor, long fixed) {
  /** A value of a type that has one width. */
  public static final ResultSize WIDTH = new ResultSize(0, 32);

  /** What the arguments are, put together in some way. */
  public static final ResultSize OF_ARGUMENTS = new ResultSize(1, 256);

  /** The kernel asks {@link ValueSize} before it makes anything of more than its arguments. */
  public static final ResultSize CHECKED = new ResultSize(1, ValueSize.MAX_BYTES);

  /** What users' code makes, which has limits of its own. */
  public static final ResultSize UNKNOWN = new ResultSize(0, Long.MAX_VALUE);

  /** Each byte of the arguments gives at most so many. */
  public static ResultSize times(int factor) {
    return new ResultSize(factor, OF_ARGUMENTS.fixed);
  }

  /** For arguments of so many bytes. */
  public long most(long arguments) {
    return Math.addExact(Math.multiplyExact(factor, arguments), fixed);
  }
}
