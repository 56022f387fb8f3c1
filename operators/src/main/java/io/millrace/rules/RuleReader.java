// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.Schema;
import io.millrace.json.RuleJson;
import io.millrace.session.SessionContext;
import io.millrace.trust.Admission;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Reads rule lines, parallelism 1: binds each rule, judges it against the revisions that are there,
 * writes each refusal once, and numbers the changes that it lets in. The other rule operators only
 * apply them.
 */
final class RuleReader extends AbstractStreamOperator<RuleChange>
    implements OneInputStreamOperator<RuleLine, RuleChange>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 1_024;
  private static final long KEYS_EVERY = 1_000;

  private final RuleOptions options;
  private transient RuleTrust trust;
  private transient ListState<String> revokedKeys;
  private transient List<Eviction> evictions;
  private transient Map<ErrorCode, Counter> refusals;
  private transient Counter updates;
  private transient Counter rejected;
  private transient RuleBinder binder;
  private transient RuleBook book;
  private transient RuleGroups groups;
  private transient RuleQuota quota;

  RuleReader(RuleOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    SessionContext session = options.session();
    trust = new RuleTrust(options, session.limits());
    revokedKeys = store.getListState(new ListStateDescriptor<>("revokedKeys", Types.STRING));
    trust.rememberRevoked(revokedKeys.get());
    trust.refresh();
    Schema schema = options.schema();
    binder = new RuleBinder(schema, options.eventTime(), trust, session);
    book = RuleBook.ofReader(store, this::now, session.limits());
    quota = new RuleQuota(session.limits());
    book.timelines().forEach(quota::add);
    // Told when this operator may write.
    evictions = evictRefused(binder::refusal);
    groups = new RuleGroups(binder, book);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    book.snapshot();
    revokedKeys.update(List.copyOf(trust.revokedKeys()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    WarmUp.run();
    updates = getMetricGroup().counter("ruleUpdatesApplied");
    rejected = getMetricGroup().counter("ruleUpdatesRejected");
    refusals = TrustMetrics.register(getMetricGroup(), trust.policy());
    evictions.forEach(this::tell);
    evictions = List.of();
    if (options.startUp() == StartUp.PASS) {
      start();
    }
    if (trust.hasKeySetFile()) {
      lookAgain();
    }
  }

  private void lookAgain() {
    long next = getProcessingTimeService().getCurrentProcessingTime() + KEYS_EVERY;
    getProcessingTimeService()
        .registerTimer(
            next,
            time -> {
              if (trust.refresh()) {
                for (Eviction each : evictRefused(this::untrusted)) {
                  groups.applied(each.applied(), each.change().version(), null);
                  tell(each);
                }
              }
              lookAgain();
            });
  }

  /** A revision that may not stay. */
  private record Eviction(RuleChange change, List<RuleBook.Applied> applied, RuleError why) {}

  private Optional<MillraceException> untrusted(RuleVersion version) {
    return trust.refusal(version.rule());
  }

  private List<Eviction> evictRefused(RuleBook.Judge judge) throws Exception {
    List<Eviction> evicted = new ArrayList<>();
    for (Map.Entry<Rule, MillraceException> each : book.refused(judge).entrySet()) {
      Rule rule = each.getKey();
      RuleVersion removal = new RuleVersion(rule.removal());
      RuleChange change = new RuleChange(book.applied() + 1, removal);
      List<RuleBook.Applied> applied = book.apply(change);
      applied.forEach(quota::replace);
      RuleError why = RuleError.ofRule(rule.id(), rule.revision(), each.getValue(), null);
      evicted.add(new Eviction(change, applied, why));
    }
    return evicted;
  }

  private void tell(Eviction eviction) {
    refuse(eviction.why());
    output.collect(new StreamRecord<>(eviction.change()));
  }

  @Override
  public void processElement(StreamRecord<RuleLine> element) throws Exception {
    RuleLine line = element.getValue();
    if (line.isMarker()) {
      start();
    } else if (line.isTombstone()) {
      forget(line);
    } else if (!line.text().isBlank()) {
      read(line);
    }
  }

  private void start() throws Exception {
    if (!book.started()) {
      RuleChange marker = RuleChange.startComplete(book.applied() + 1);
      book.start(marker);
      output.collect(new StreamRecord<>(marker));
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }

  private void read(RuleLine line) throws Exception {
    String text = line.text();
    RuleJson json = RuleJson.EMPTY;
    try {
      checkText(text);
      if (SignedEnvelope.isMeantBy(text)) {
        RuleTrust.Line admitted = trust.admit(text, now());
        json = admitted.json();
        checkKey(line, admitted.rule());
        judge(admitted.rule(), admitted.admission());
      } else {
        json = RuleJson.parse(text);
        Rule rule = json.rule();
        checkKey(line, rule);
        judge(rule, trust.admitUnsigned(rule));
      }
    } catch (MillraceException e) {
      boolean unread = e.code().stage() == ErrorCode.Stage.READ || json == RuleJson.EMPTY;
      RuleError refusal =
          RuleError.ofRule(json.givenId(), json.givenRevision(), e, unread ? shown(text) : null);
      refuse(refusal.from(line.origin()));
    }
  }

  /** A name or text that is not what was written would never match, without a word. */
  private static void checkText(String text) {
    int replaced = text.indexOf('\uFFFD');
    if (replaced >= 0) {
      throw new MillraceException(
          ErrorCode.MALFORMED_JSON,
          ("Cannot read rule: character %d is U+FFFD, which stands for bytes that are no UTF-8,"
                  + " expected UTF-8, and \\ufffd where it is meant")
              .formatted(replaced + 1));
    }
  }

  /** Under another key a topic would drop, and a tombstone forget, another rule than is meant. */
  private static void checkKey(RuleLine line, Rule rule) {
    if (line.key() != null && !line.key().equals(rule.id())) {
      throw new MillraceException(
          ErrorCode.MALFORMED_JSON,
          "Cannot take rule \"%s\": its key is \"%s\", expected the rule's id or none"
              .formatted(rule.id(), line.key()));
    }
  }

  /** What is there of a rule goes, its mark with it; not what is signed, by who may not sign. */
  private void forget(RuleLine line) throws Exception {
    String id = line.key();
    RuleTimeline known = book.timeline(id);
    RuleTimeline shadow = book.shadow(id);
    if (known.isSigned() || shadow.isSigned()) {
      MillraceException unsigned =
          new MillraceException(
              ErrorCode.BAD_SIGNATURE,
              "Cannot forget rule \"%s\": it came signed, expected a signed removal (at %s)"
                  .formatted(id, line.origin()));
      refuse(RuleError.ofRule(id, 0, unsigned, null));
    } else if (!known.spans().isEmpty() || !shadow.spans().isEmpty()) {
      RuleVersion nothing = new RuleVersion(Rule.nothing(id));
      accept(new RuleChange(book.applied() + 1, nothing), null);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
  }

  private void refuse(RuleError refusal) {
    rejected.inc();
    Counter counter = refusals.get(refusal.code());
    if (counter != null) {
      counter.inc();
    }
    output.collect(SideOutputs.ERRORS, new StreamRecord<>(refusal));
  }

  /** What was signed is replaced by what is signed: who may write lines may not end it. */
  private static void checkOwner(Rule given, RuleTimeline before) {
    if (before.isSigned() && !given.isSigned()) {
      throw refusal(ErrorCode.BAD_SIGNATURE, given, "it is not signed, the revision before was");
    }
  }

  /** What may have been removed by a rule whose mark is forgotten does not come again. */
  private void checkAge(Rule given, Admission admission, RuleTimeline before) {
    Optional<Instant> signedAt = admission.body().map(SignedBody::issuedAt);
    if (!before.isSigned() && signedAt.isPresent() && signedAt.get().isBefore(book.forgotten())) {
      throw refusal(
          ErrorCode.EXPIRED,
          given,
          "it was signed at %s, and what was removed is known since %s only; expected it signed again"
              .formatted(signedAt.get(), book.forgotten()));
    }
  }

  private static MillraceException refusal(ErrorCode code, Rule given, String why) {
    return new MillraceException(
        code,
        "Cannot take revision %d of rule \"%s\": %s".formatted(given.revision(), given.id(), why));
  }

  private void judge(Rule given, Admission admission) throws Exception {
    binder.checkTime(given);
    RuleTimeline before = book.timeline(given.id());
    checkOwner(given, before);
    checkOwner(given, book.shadow(given.id()));
    checkAge(given, admission, before);
    BoundRule bound = given.action().isEvaluated() ? binder.bind(given, admission) : null;
    Rule rule = bound == null ? given : bound.rule();
    Optional<RuleVersion> same = book.revision(rule);
    if (same.isPresent()) {
      if (!same.get().rule().hasContentOf(rule)) {
        throw refusal(ErrorCode.REVISION_CONFLICT, rule, "it came with other content before");
      }
      return;
    }
    RuleVersion version =
        bound == null ? new RuleVersion(given) : groups.placed(bound, book.slots());
    RuleChange change = new RuleChange(book.applied() + 1, version);
    List<RuleBook.Applied> changes = book.after(change);
    if (changes.isEmpty()) {
      throw refusal(
          ErrorCode.REVISION_CONFLICT,
          rule,
          "higher ones came before wherever it would count, expected a higher one");
    }
    quota.check(rule, changes);
    accept(change, bound);
  }

  private void accept(RuleChange change, BoundRule bound) throws Exception {
    List<RuleBook.Applied> applied = book.apply(change);
    book.giveSlots(change.version());
    applied.forEach(quota::replace);
    groups.applied(applied, change.version(), bound);
    updates.inc();
    if (bound != null) {
      warn(bound);
    }
    output.collect(new StreamRecord<>(change));
  }

  private void warn(BoundRule bound) {
    if (!bound.isRepeatable()) {
      LOG.warn(
          "Results of rule \"{}\" revision {} are not repeatable: a function of it is volatile",
          bound.rule().id(),
          bound.rule().revision());
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN
        ? text
        : "sha256:" + Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /** Rules without a marker are all there at start. */
  @Override
  public void endInput() throws Exception {
    start();
  }

  /** Rules have no event time: the watermark behind the marker is the last one. */
  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}
}
