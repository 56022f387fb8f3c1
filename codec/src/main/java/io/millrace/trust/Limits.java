// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How large an expression may be, and what it gives. Exceeding one is {@code LIMIT_EXCEEDED} with
 * the limit's name, its value and what was found. The constants are those that hold for everyone.
 *
 * @param maxBytes of one encoded expression, the payloads of its functions not counted
 * @param maxCodeBytes of those payloads together
 * @param maxDepth of nested nodes; DataFusion 55 reads 49
 * @param maxNodes of one expression, operands of chains and items of lists included
 * @param maxListItems of one IN list of an encoded expression
 * @param maxLiteralBytes of one encoded literal
 * @param maxSqlLength of one SQL text, in characters
 * @param maxBatchBytes of the Arrow vectors that are made from one batch, as its allocator rounds
 *     them; vectors that are the batch's own do not count
 */
@PublicEvolving
public record Limits(
    int maxBytes,
    int maxCodeBytes,
    int maxDepth,
    int maxNodes,
    int maxListItems,
    int maxLiteralBytes,
    int maxSqlLength,
    long maxBatchBytes) {
  /** 1 MiB and 7 MiB, 49, 50,000, 100,000 and 1 MiB, 65,536, 64 MiB. */
  public static final Limits DEFAULT =
      new Limits(1 << 20, 7 << 20, 49, 50_000, 100_000, 1 << 20, 65_536, 64L << 20);

  /** Of one value that a function makes larger than what it was given: of text or binary. */
  public static final int VALUE_BYTES = 1 << 20;

  /** Of one regular expression, in characters. */
  public static final int PATTERN_LENGTH = 4_096;

  /** Of what is made of a regular expression when its counted repetitions are written out. */
  public static final int PATTERN_STEPS = 250_000;

  /** Of arguments and result together of one call of code over vectors. */
  public static final long CALL_BYTES = 1L << 30;

  /** For one call of code that came by value. */
  public static final Duration CALL_TIME = Duration.ofSeconds(1);

  /** Of one rule, those that are still to come or whose windows are open included. */
  public static final int REVISIONS = 100;

  /** Of rules in force in one job. */
  public static final int RULES = 10_000;

  /** Of all the revisions of rules that one job keeps, as they were written. */
  public static final long RULE_BYTES = 64L << 20;

  public Limits withMaxBytes(int bytes) {
    return new Limits(
        bytes,
        maxCodeBytes,
        maxDepth,
        maxNodes,
        maxListItems,
        maxLiteralBytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxCodeBytes(int bytes) {
    return new Limits(
        maxBytes,
        bytes,
        maxDepth,
        maxNodes,
        maxListItems,
        maxLiteralBytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxDepth(int depth) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        depth,
        maxNodes,
        maxListItems,
        maxLiteralBytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxNodes(int nodes) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        maxDepth,
        nodes,
        maxListItems,
        maxLiteralBytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxListItems(int items) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        maxDepth,
        maxNodes,
        items,
        maxLiteralBytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxLiteralBytes(int bytes) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        maxDepth,
        maxNodes,
        maxListItems,
        bytes,
        maxSqlLength,
        maxBatchBytes);
  }

  public Limits withMaxSqlLength(int characters) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        maxDepth,
        maxNodes,
        maxListItems,
        maxLiteralBytes,
        characters,
        maxBatchBytes);
  }

  public Limits withMaxBatchBytes(long bytes) {
    return new Limits(
        maxBytes,
        maxCodeBytes,
        maxDepth,
        maxNodes,
        maxListItems,
        maxLiteralBytes,
        maxSqlLength,
        bytes);
  }
}
