// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One revision of a rule as its author wrote it, defaults filled in; equality is that of content.
 * What a pause or a removal does not need is absent.
 *
 * @param text null but for {@code put}
 * @param where null for all rows
 * @param window null for a rule that answers each row
 * @param having null where no window is left out
 * @param emit null only while the type of the expression is not known
 * @param effectiveFrom event time in milliseconds, or null for a change that takes over at once
 */
@PublicEvolving
public record Rule(
    String id,
    long revision,
    Action action,
    RuleText text,
    RuleText where,
    List<RuleText> key,
    RuleWindow window,
    RuleText having,
    Emit emit,
    Long effectiveFrom,
    OnError onError) {
  /** What a revision does. The order is that of the stored form. */
  public enum Action {
    PUT,
    PAUSE,
    REMOVE
  }

  /** Which results are written. The order is that of the stored form. */
  public enum Emit {
    TRUE,
    ALL
  }

  /** What becomes of a row that has no answer. The order is that of the stored form. */
  public enum OnError {
    SKIP,
    NULL,
    FAIL
  }

  public Rule {
    Objects.requireNonNull(id);
    Objects.requireNonNull(action);
    Objects.requireNonNull(onError);
    key = List.copyOf(key);
  }

  public Rule withEmit(Emit known) {
    return new Rule(
        id, revision, action, text, where, key, window, having, known, effectiveFrom, onError);
  }

  /** The event time from which it holds; the least of all for a change that takes over at once. */
  public long from() {
    return effectiveFrom == null ? Long.MIN_VALUE : effectiveFrom;
  }
}
