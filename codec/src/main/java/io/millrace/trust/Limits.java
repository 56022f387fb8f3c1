// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How large an expression may be. Exceeding one is {@code LIMIT_EXCEEDED} with the limit's name,
 * its value and what was found.
 *
 * @param maxBytes of one encoded expression
 * @param maxDepth of nested nodes; DataFusion 55 reads 49
 * @param maxNodes of one expression, operands of chains included
 * @param maxSqlLength of one SQL text, in characters
 */
@PublicEvolving
public record Limits(int maxBytes, int maxDepth, int maxNodes, int maxSqlLength) {
  public static final Limits DEFAULT = new Limits(1 << 20, 49, 10_000, 65_536);
}
