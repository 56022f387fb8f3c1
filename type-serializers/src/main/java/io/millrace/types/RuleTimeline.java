// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * The revisions of one rule over event time: at any time the highest of those whose {@code
 * effective_from} is not after it, where one that is signed is higher than any that is not ({@link
 * Rule#outranks}). Revisions grow along the spans, and one that is nowhere the highest is not kept,
 * so the spans do not depend on the order in which revisions came. No two have one number: one that
 * is signed takes the place of one that is not. A shadow has a timeline of its own. Immutable.
 *
 * @param spans in order of time, each up to the next
 * @param retired revisions that hold nowhere any more, but may have open sessions, which keep their
 *     revision
 */
@Internal
public record RuleTimeline(List<Span> spans, List<Span> retired) {
  public static final RuleTimeline EMPTY = new RuleTimeline(List.of(), List.of());

  /**
   * A revision from a point of event time on.
   *
   * @param from the least of all longs for "from the beginning"
   * @param origins the numbers of the changes with which its windows started empty, 0 for what was
   *     there at start; more than one where sessions of several spans were taken over. Sessions of
   *     two spans never have an origin in common, so those there at start have their revision,
   *     negative
   */
  public record Span(long from, RuleVersion version, List<Long> origins) {
    public Span {
      origins = List.copyOf(origins);
    }

    /** The change with which its windows started; the first of {@link #origins}. */
    public long origin() {
      return origins.get(0);
    }

    private Rule rule() {
      return version.rule();
    }

    private long revision() {
      return rule().revision();
    }
  }

  public RuleTimeline {
    spans = List.copyOf(spans);
    retired = List.copyOf(retired);
  }

  /** Null before the first span. */
  public Span at(long time) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      if (spans.get(i).from() <= time) {
        return spans.get(i);
      }
    }
    return null;
  }

  /** The highest revision without {@code effective_from}, or null. */
  public Span undated() {
    return at(Long.MIN_VALUE);
  }

  /** The end of the span at {@code index}, exclusive. */
  public long until(int index) {
    return index + 1 < spans.size() ? spans.get(index + 1).from() : Long.MAX_VALUE;
  }

  /** The span, retired or not, that sessions of that origin belong to, or null. */
  public Span ofOrigin(long group, long origin) {
    return all()
        .filter(span -> span.version().group() == group && span.origins().contains(origin))
        .findFirst()
        .orElse(null);
  }

  public Stream<Span> all() {
    return Stream.concat(spans.stream(), retired.stream());
  }

  /** The revision with the number of the given one, if it is kept; signed if that is. */
  public Optional<RuleVersion> revision(Rule like) {
    return all()
        .filter(span -> span.revision() == like.revision())
        .filter(span -> span.rule().isSigned() == like.isSigned())
        .map(Span::version)
        .findFirst();
  }

  /** Whether a revision of it came signed: then only signed ones may follow. */
  public boolean isSigned() {
    return all().anyMatch(span -> span.rule().isSigned());
  }

  /** How many revisions are kept that are signed if the given one is, and not if it is not. */
  public long revisions(Rule like) {
    return all()
        .filter(span -> span.rule().isSigned() == like.isSigned())
        .map(Span::revision)
        .distinct()
        .count();
  }

  /**
   * Whether it does nothing but keep lower revisions from coming back: one that pauses or removes
   * its rule for all time.
   */
  public boolean isMark() {
    return spans.size() == 1
        && retired.isEmpty()
        && spans.get(0).from() == Long.MIN_VALUE
        && !spans.get(0).version().isEvaluated();
  }

  /** Whether any revision in it answers rows. */
  public boolean isEvaluated() {
    return all().anyMatch(span -> span.version().isEvaluated());
  }

  /** Whether a revision is higher than all that are kept. */
  public boolean isOutrankedBy(Rule rule) {
    return spans.isEmpty() || rule.outranks(spans.get(spans.size() - 1).rule());
  }

  /**
   * That of a shadow, instead of this one of the shadow before: from its {@code effective_from} on.
   *
   * @param origin as in {@link #with}
   */
  public static RuleTimeline ofShadow(RuleVersion version, long origin, RuleTimeline before) {
    Span span = new Span(version.rule().from(), version, before.origins(version, origin));
    return new RuleTimeline(List.of(span), List.of());
  }

  /** Of this shadow's windows, where they go on as those of a revision; else of new ones. */
  private List<Long> origins(RuleVersion next, long origin) {
    if (next.merges() && origin == 0) {
      return List.of(-next.rule().revision());
    }
    if (spans.isEmpty() || (next.merges() && next.rule().effectiveFrom() != null)) {
      return List.of(origin);
    }
    Span span = spans.get(0);
    boolean goesOn = span.version().goesOnAs(next) && span.from() <= next.rule().from();
    return goesOn ? span.origins() : List.of(origin);
  }

  /** As {@link #with(RuleVersion, long, RuleTimeline)} of a rule that has no shadow. */
  public RuleTimeline with(RuleVersion version, long origin) {
    return with(version, origin, EMPTY);
  }

  /**
   * With one more revision; this timeline itself if that is nowhere the highest.
   *
   * @param origin the number of the change, or 0 while no row has been evaluated
   * @param shadow that of the shadow at that time: what takes its place goes on with its windows
   *     where there are none of the revision before to go on with
   */
  public RuleTimeline with(RuleVersion version, long origin, RuleTimeline shadow) {
    Rule rule = version.rule();
    long from = rule.from();
    long until = higherFrom(rule);
    if (until <= from) {
      return this;
    }
    List<Span> next = new ArrayList<>();
    spans.stream()
        .filter(span -> span.from() < from && span.revision() != rule.revision())
        .forEach(next::add);
    List<Span> taken = version.merges() ? sessionSpan(version, origin, until) : List.of();
    next.addAll(
        taken.isEmpty() ? windowSpans(version, shadow.origins(version, origin), until) : taken);
    spans.stream().filter(span -> span.from() >= until).forEach(next::add);
    return new RuleTimeline(next, retiredBy(version, origin, until));
  }

  /**
   * With a removal in place of a revision that may not stay, which has been and stays refused.
   *
   * @param origin the number of the change
   */
  public RuleTimeline evicted(Rule rule, long origin) {
    RuleVersion removal = new RuleVersion(rule.removal());
    return new RuleTimeline(
        spans.stream()
            .map(
                span ->
                    span.revision() == rule.revision()
                        ? new Span(span.from(), removal, List.of(origin))
                        : span)
            .toList(),
        retired.stream().filter(span -> span.revision() != rule.revision()).toList());
  }

  /** Where the revisions begin that stay before the given one; past all time if there are none. */
  private long higherFrom(Rule rule) {
    return spans.stream()
        .filter(span -> !rule.outranks(span.rule()))
        .mapToLong(Span::from)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Windows that were open go on where their revision does, piece by piece. */
  private List<Span> windowSpans(RuleVersion version, List<Long> fresh, long until) {
    List<Span> pieces = new ArrayList<>();
    long from = version.rule().from();
    if (spans.isEmpty() || from < spans.get(0).from()) {
      pieces.add(new Span(from, version, fresh));
    }
    for (int i = 0; i < spans.size(); i++) {
      Span old = spans.get(i);
      if (old.from() < until && until(i) > from) {
        List<Long> origins = old.version().goesOnAs(version) ? old.origins() : fresh;
        Span piece = new Span(Math.max(from, old.from()), version, origins);
        if (pieces.isEmpty() || !pieces.get(pieces.size() - 1).origins().equals(piece.origins())) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  /** A session does not cross a change, but what takes over at once takes over open sessions. */
  private List<Span> sessionSpan(RuleVersion version, long origin, long until) {
    if (origin == 0) {
      return List.of(new Span(version.rule().from(), version, List.of(-version.rule().revision())));
    }
    List<Long> origins = List.of(origin);
    if (version.rule().effectiveFrom() == null) {
      List<Long> before =
          all()
              .filter(span -> span.from() < until && version.rule().outranks(span.rule()))
              .filter(span -> span.version().goesOnAs(version))
              .flatMap(span -> span.origins().stream())
              .distinct()
              .sorted()
              .toList();
      origins = before.isEmpty() ? origins : before;
    }
    return List.of(new Span(version.rule().from(), version, origins));
  }

  private List<Span> retiredBy(RuleVersion version, long origin, long until) {
    Rule rule = version.rule();
    if (rule.effectiveFrom() == null) {
      return retired.stream()
          .filter(span -> span.from() >= until || span.rule().outranks(rule))
          .toList();
    }
    List<Span> next = new ArrayList<>(retired);
    for (Span span : spans) {
      boolean replaced = span.from() >= rule.from() && span.from() < until;
      if (origin != 0 && replaced && span.version().isEvaluated() && span.version().merges()) {
        next.add(span);
      }
    }
    next.removeIf(span -> span.revision() == rule.revision());
    return next;
  }
}
