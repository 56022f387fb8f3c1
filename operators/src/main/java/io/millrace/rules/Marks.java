// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The ids that a pause or a removal is all that is kept of, so that no lower revision brings them
 * back. Bounded: the oldest are forgotten first, and those that came signed apart from the others,
 * so that nobody who may not sign makes one of them be forgotten. What was signed before a mark
 * that is forgotten is not taken for a new rule; see {@code docs/adr/0002-keyed-state-of-rules.md}.
 */
final class Marks {
  /** Of those that came signed, and of the others. */
  static final int MOST = 10_000;

  /** In order of age. */
  private final class Shelf {
    private final Map<String, RuleTimeline> marks = new LinkedHashMap<>();
    private long bytes;

    void remove(String id) {
      RuleTimeline old = marks.remove(id);
      if (old != null) {
        bytes -= RuleSize.of(old);
      }
    }

    void add(String id, RuleTimeline mark) {
      marks.put(id, mark);
      bytes += RuleSize.of(mark);
    }

    boolean isOverfull() {
      return marks.size() > MOST || bytes > limits.of(Limit.RULE_BYTES);
    }
  }

  private final Shelf signed = new Shelf();
  private final Shelf unsigned = new Shelf();
  private final Supplier<Instant> clock;
  private final Limits limits;
  private Instant forgotten;

  /**
   * @param forgotten what {@link #forgotten} was before
   */
  Marks(Supplier<Instant> clock, Limits limits, Instant forgotten) {
    this.clock = clock;
    this.limits = limits;
    this.forgotten = forgotten;
  }

  /**
   * What was signed before may be of an id whose mark is forgotten. At most a millisecond later
   * than the clock was, whatever signers say of their time.
   */
  Instant forgotten() {
    return forgotten;
  }

  /** Null if there is none. */
  RuleTimeline get(String id) {
    RuleTimeline mark = signed.marks.get(id);
    return mark == null ? unsigned.marks.get(id) : mark;
  }

  void remove(String id) {
    signed.remove(id);
    unsigned.remove(id);
  }

  void forEach(Consumer<RuleTimeline> each) {
    signed.marks.values().forEach(each);
    unsigned.marks.values().forEach(each);
  }

  /** Keeps one as the newest; others may be forgotten for it, perhaps itself. */
  void put(String id, RuleTimeline mark) {
    remove(id);
    Shelf shelf = mark.isSigned() ? signed : unsigned;
    shelf.add(id, mark);
    while (shelf.isOverfull()) {
      Map.Entry<String, RuleTimeline> oldest = shelf.marks.entrySet().iterator().next();
      if (shelf == signed) {
        forget(oldest.getValue().spans().get(0).version().rule());
      }
      shelf.remove(oldest.getKey());
    }
  }

  private void forget(Rule rule) {
    Instant now = clock.get();
    Instant signedAt = signedAt(rule, now);
    Instant last = signedAt.isAfter(now) ? now : signedAt;
    if (!last.isBefore(forgotten)) {
      // State keeps milliseconds.
      forgotten = last.plusMillis(1).truncatedTo(MILLIS);
    }
  }

  private static Instant signedAt(Rule rule, Instant otherwise) {
    try {
      return SignedBody.ofVerified(SignedEnvelope.parse(rule.envelope().text())).issuedAt();
    } catch (MillraceException unreadable) {
      return otherwise;
    }
  }
}
