// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One revision of a rule as its author wrote it, defaults filled in. What a pause or a removal does
 * not need is absent.
 *
 * @param text null for what is not evaluated
 * @param where null for all rows
 * @param window null for a rule that answers each row
 * @param having null where no window is left out
 * @param emit null only while the type of the expression is not known
 * @param effectiveFrom event time in milliseconds, or null for a change that takes over at once
 * @param envelope the signed envelope that it came in; null if it came unsigned. No part of the
 *     content
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
    OnError onError,
    EnvelopeText envelope) {
  /** What a revision does. The order is that of the stored form. */
  public enum Action {
    PUT,
    PAUSE,
    REMOVE,
    /** Evaluated beside the revision in force, which it never is itself. */
    SHADOW;

    /** Whether the revision has expressions. */
    public boolean isEvaluated() {
      return this == PUT || this == SHADOW;
    }
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

  /** One that came unsigned. */
  public Rule(
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
    this(
        id, revision, action, text, where, key, window, having, emit, effectiveFrom, onError, null);
  }

  public Rule withEmit(Emit known) {
    return new Rule(
        id,
        revision,
        action,
        text,
        where,
        key,
        window,
        having,
        known,
        effectiveFrom,
        onError,
        envelope);
  }

  /** As it came in a signed envelope, or with null unsigned. */
  public Rule signedAs(String newEnvelope) {
    return new Rule(
        id,
        revision,
        action,
        text,
        where,
        key,
        window,
        having,
        emit,
        effectiveFrom,
        onError,
        newEnvelope == null ? null : EnvelopeText.of(newEnvelope));
  }

  /** The same to be kept for long: code that it brings is in memory once for all that have it. */
  public Rule kept() {
    return new Rule(
        id,
        revision,
        action,
        kept(text),
        kept(where),
        key.stream().map(RuleText::kept).toList(),
        window,
        kept(having),
        emit,
        effectiveFrom,
        onError,
        envelope == null ? null : envelope.kept());
  }

  private static RuleText kept(RuleText text) {
    return text == null ? null : text.kept();
  }

  /**
   * The removal that takes its place when it may not stay: of the same revision and time. Of a rule
   * that came signed it keeps the envelope, so that what follows has to be signed as well.
   */
  public Rule removal() {
    return new Rule(
        id,
        revision,
        Action.REMOVE,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        effectiveFrom,
        OnError.SKIP,
        envelope);
  }

  /**
   * In place of all that there is of a rule, so that any revision may come after it: a removal of
   * revision 0.
   */
  public static Rule nothing(String id) {
    return new Rule(
        id, 0, Action.REMOVE, null, null, List.of(), null, null, null, null, OnError.SKIP);
  }

  /** Whether it takes the place of all revisions, and of itself. */
  public boolean isNothing() {
    return revision == 0;
  }

  /** Whether it is evaluated beside the revision in force. */
  public boolean isShadow() {
    return action == Action.SHADOW;
  }

  /** Whether it came in a signed envelope. */
  public boolean isSigned() {
    return envelope != null;
  }

  /**
   * Whether it is the one that counts where both hold: the higher revision, but any that is signed
   * before any that is not. So nobody takes a number away from who signs.
   */
  public boolean outranks(Rule other) {
    return isSigned() == other.isSigned() ? revision > other.revision : isSigned();
  }

  /** Whether its author said the same, whoever signed it. */
  public boolean hasContentOf(Rule other) {
    return signedAs(null).equals(other.signedAs(null));
  }

  /** All its expressions. */
  public List<RuleText> texts() {
    List<RuleText> texts = new ArrayList<>(key);
    for (RuleText each : Arrays.asList(text, where, having)) {
      if (each != null) {
        texts.add(each);
      }
    }
    return texts;
  }

  /** The event time from which it holds; the least of all for a change that takes over at once. */
  public long from() {
    return effectiveFrom == null ? Long.MIN_VALUE : effectiveFrom;
  }
}
