// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How large an expression may be, and what it gives. Exceeding one is {@code LIMIT_EXCEEDED} with
 * the limit's name, its value and what was found. The constants are those that hold for everyone.
 *
 * @param maxBytes of one encoded expression
 * @param maxDepth of nested nodes; DataFusion 55 reads 49
 * @param maxNodes of one expression, operands of chains included
 * @param maxSqlLength of one SQL text, in characters
 * @param maxBatchBytes of the Arrow vectors that are made from one batch, as its allocator rounds
 *     them; vectors that are the batch's own do not count
 */
@PublicEvolving
public record Limits(
    int maxBytes, int maxDepth, int maxNodes, int maxSqlLength, long maxBatchBytes) {
  /** 1 MiB, 49, 10,000, 65,536 and 1 GiB. */
  public static final Limits DEFAULT = new Limits(1 << 20, 49, 10_000, 65_536, 1L << 30);

  /** Of one value that a function makes larger than what it was given: of text, list or binary. */
  public static final int VALUE_BYTES = 16 << 20;

  /** Of one regular expression, in characters. */
  public static final int PATTERN_LENGTH = 4_096;

  /** Of what is made of a regular expression when its counted repetitions are written out. */
  public static final int PATTERN_STEPS = 250_000;

  public Limits withMaxBatchBytes(long bytes) {
    return new Limits(maxBytes, maxDepth, maxNodes, maxSqlLength, bytes);
  }
}
