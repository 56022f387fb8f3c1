// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Literal;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * An answer of a rule. For windows {@code (rule, revision, key, window)} is unique.
 *
 * @param window null for a rule that answers each row
 * @param event the row, for a rule that answers each row, else null
 */
@PublicEvolving
public record RuleResult(
    String rule, long revision, List<Literal> key, Span window, Literal value, Event event) {
  /** A stretch of event time in milliseconds, without its end. */
  public record Span(long start, long end) {}

  public RuleResult {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(value);
    key = List.copyOf(key);
  }
}
