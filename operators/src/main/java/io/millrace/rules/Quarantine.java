// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.RevisionFailures;
import io.millrace.types.RevisionFailuresSerializer;
import io.millrace.types.Rule;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often each revision failed at one instance of an operator, and those that failed too often.
 *
 * <p>After a restore each instance goes on from the highest count that any instance had. A count
 * that is damaged is that of no revision, which then starts anew.
 */
final class Quarantine {
  static final ListStateDescriptor<RevisionFailures> QUARANTINE =
      new ListStateDescriptor<>("quarantine", RevisionFailuresSerializer.INSTANCE);

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private record Revision(String rule, long revision) {
    static Revision of(Rule rule) {
      return new Revision(rule.id(), rule.revision());
    }
  }

  private final int limit;
  private final ListState<RevisionFailures> stored;
  private final Map<Revision, Integer> failures = new HashMap<>();

  /** Reporters of metrics look at it, too. */
  private final Set<Revision> quarantined = ConcurrentHashMap.newKeySet();

  Quarantine(OperatorStateStore store, int limit) throws Exception {
    this.limit = limit;
    stored = store.getUnionListState(QUARANTINE);
    for (RevisionFailures each : stored.get()) {
      restore(each);
    }
  }

  private void restore(RevisionFailures each) {
    if (each.isDamaged()) {
      LOG.warn("Cannot read failures of a revision from state: they are damaged, it starts anew");
      return;
    }
    Revision revision = new Revision(each.rule(), each.revision());
    failures.merge(revision, each.failures(), Math::max);
    if (each.quarantined()) {
      quarantined.add(revision);
    }
  }

  boolean holds(Rule rule) {
    return !quarantined.isEmpty() && quarantined.contains(Revision.of(rule));
  }

  int size() {
    return quarantined.size();
  }

  /** Counts a failure; what is to be written if it was one too many. */
  Optional<RuleError> failed(Rule rule) {
    int count = failures.merge(Revision.of(rule), 1, Integer::sum);
    if (count < limit || !quarantined.add(Revision.of(rule))) {
      return Optional.empty();
    }
    String message =
        String.format(
            Locale.ROOT,
            "Cannot go on evaluating rule \"%s\" revision %d:"
                + " %,d failures, limit %,d (--quarantine-after)",
            rule.id(),
            rule.revision(),
            count,
            limit);
    MillraceException exceeded = new MillraceException(ErrorCode.LIMIT_EXCEEDED, message);
    return Optional.of(RuleError.ofRule(rule.id(), rule.revision(), exceeded, null));
  }

  /** Takes over what another operator found. */
  void add(Rule rule) {
    quarantined.add(Revision.of(rule));
    failures.putIfAbsent(Revision.of(rule), 0);
  }

  /** Forgets the revisions that a change took away. */
  void forget(RuleBook.Applied change) {
    change
        .before()
        .all()
        .map(RuleTimeline.Span::version)
        .filter(
            version ->
                change.after().revision(version.rule()).filter(RuleVersion::isEvaluated).isEmpty())
        .map(version -> Revision.of(version.rule()))
        .forEach(
            gone -> {
              failures.remove(gone);
              quarantined.remove(gone);
            });
  }

  void snapshot() throws Exception {
    List<RevisionFailures> counts = new ArrayList<>();
    failures.forEach(
        (each, count) ->
            counts.add(
                new RevisionFailures(
                    each.rule(), each.revision(), count, quarantined.contains(each))));
    stored.update(counts);
  }
}
