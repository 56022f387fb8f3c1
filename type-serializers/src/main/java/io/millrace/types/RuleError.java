// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Literal;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Something that was refused or had no answer; the parts that do not apply are null.
 *
 * @param revision 0 if there is none
 * @param line of the input, or 0
 * @param text what could not be read, or its digest
 */
@PublicEvolving
public record RuleError(
    String rule,
    long revision,
    ErrorCode code,
    String message,
    MillraceException.Position at,
    long line,
    String text,
    Event event,
    List<Literal> key,
    RuleResult.Span window) {
  public RuleError {
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
    key = key == null ? null : List.copyOf(key);
  }

  /** A rule line that was refused. */
  public static RuleError ofRule(String rule, long revision, MillraceException e, String text) {
    return new RuleError(
        rule,
        revision,
        e.code(),
        e.getMessage(),
        e.position().orElse(null),
        0,
        text,
        null,
        null,
        null);
  }

  /** The same, saying where what could not be read came from. */
  public RuleError from(String origin) {
    String from = "%s (%s)".formatted(message, origin);
    return new RuleError(rule, revision, code, from, at, line, text, event, key, window);
  }

  /** An event that could not be read. */
  public static RuleError ofLine(long line, String text, String message) {
    return new RuleError(null, 0, ErrorCode.BAD_EVENT, message, null, line, text, null, null, null);
  }

  /** An event that has no answer under any or one rule; {@code rule} may be null. */
  public static RuleError ofEvent(
      String rule, long revision, ErrorCode code, String message, Event event) {
    return new RuleError(rule, revision, code, message, null, 0, null, event, null, null);
  }

  /** A window that has no answer. */
  public static RuleError ofWindow(
      String rule,
      long revision,
      ErrorCode code,
      String message,
      List<Literal> key,
      RuleResult.Span window) {
    return new RuleError(rule, revision, code, message, null, 0, null, null, key, window);
  }
}
