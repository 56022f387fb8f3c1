// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Schema;
import io.millrace.json.RuleJson;
import io.millrace.trust.Admission;
import io.millrace.trust.Limits;
import io.millrace.trust.SignedEnvelope;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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
  private transient RuleBinder binder;
  private transient RuleBook book;
  private transient RuleGroups groups;
  private transient int inForce;
  private transient long bytes;

  RuleReader(RuleOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    trust = new RuleTrust(options);
    revokedKeys = store.getListState(new ListStateDescriptor<>("revokedKeys", Types.STRING));
    trust.rememberRevoked(revokedKeys.get());
    trust.refresh();
    Schema schema = options.schema();
    binder = new RuleBinder(schema, options.eventTime(), trust, options.session());
    book = new RuleBook(store);
    inForce = 0;
    bytes = 0;
    book.timelines().values().forEach(each -> count(RuleTimeline.EMPTY, each));
    // Before anything of them is bound; told when this operator may write.
    evictions = evictRefused();
    groups = new RuleGroups(binder, book);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    revokedKeys.update(List.copyOf(trust.revokedKeys()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    WarmUp.run();
    refusals = TrustMetrics.register(getMetricGroup(), trust.policy());
    evictions.forEach(this::tell);
    evictions = List.of();
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
                for (Eviction each : evictRefused()) {
                  groups.applied(each.applied(), each.change().version(), null);
                  tell(each);
                }
              }
              lookAgain();
            });
  }

  /** A revision that may not stay. */
  private record Eviction(RuleChange change, RuleBook.Applied applied, RuleError why) {}

  private List<Eviction> evictRefused() throws Exception {
    List<Eviction> evicted = new ArrayList<>();
    for (Map.Entry<Rule, MillraceException> each : book.refused(trust).entrySet()) {
      Rule rule = each.getKey();
      RuleVersion removal = new RuleVersion(rule.removal(), 0, List.of());
      RuleChange change = new RuleChange(book.applied() + 1, removal);
      RuleBook.Applied applied = book.apply(change);
      count(applied.before(), applied.after());
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
    } else if (!line.text().isBlank()) {
      read(line.text());
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

  private void read(String text) throws Exception {
    RuleJson json = RuleJson.EMPTY;
    try {
      if (SignedEnvelope.isMeantBy(text)) {
        RuleTrust.Line line = trust.admit(text, now());
        json = line.json();
        judge(line.rule(), line.admission());
      } else {
        json = RuleJson.parse(text);
        judge(json.rule(), trust.admitUnsigned());
      }
    } catch (MillraceException e) {
      boolean unread = e.code().stage() == ErrorCode.Stage.READ || json == RuleJson.EMPTY;
      refuse(
          RuleError.ofRule(json.givenId(), json.givenRevision(), e, unread ? shown(text) : null));
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
  }

  private void refuse(RuleError refusal) {
    Counter counter = refusals.get(refusal.code());
    if (counter != null) {
      counter.inc();
    }
    output.collect(SideOutputs.ERRORS, new StreamRecord<>(refusal));
  }

  /** What was signed is replaced by what is signed: who may write lines may not end it. */
  private void checkOwner(Rule given, RuleTimeline before) {
    boolean isSigned =
        before.all().map(span -> span.version().rule()).anyMatch(rule -> rule.envelope() != null);
    if (isSigned && given.envelope() == null) {
      throw new MillraceException(
          ErrorCode.BAD_SIGNATURE,
          "Cannot take revision %d of rule \"%s\": it is not signed, the revision before was"
              .formatted(given.revision(), given.id()));
    }
  }

  private void judge(Rule given, Admission admission) throws Exception {
    binder.checkTime(given);
    RuleTimeline before = book.timeline(given.id());
    checkOwner(given, before);
    BoundRule bound = given.action() == Rule.Action.PUT ? binder.bind(given, admission) : null;
    Rule rule = bound == null ? given : bound.rule();
    Optional<RuleVersion> same = before.revision(rule.revision());
    if (same.isPresent()) {
      if (!same.get().rule().hasContentOf(rule)) {
        throw new MillraceException(
            ErrorCode.REVISION_CONFLICT,
            "Cannot take revision %d of rule \"%s\": it came with other content before"
                .formatted(rule.revision(), rule.id()));
      }
      return;
    }
    RuleVersion version =
        bound == null ? new RuleVersion(given, 0, List.of()) : groups.placed(bound);
    RuleChange change = new RuleChange(book.applied() + 1, version);
    RuleTimeline after = book.after(change);
    if (!after.equals(before)) {
      checkLimits(rule, before, after);
      accept(change, bound);
    }
  }

  private void checkLimits(Rule rule, RuleTimeline before, RuleTimeline after) {
    if (after.revisions() > Limits.REVISIONS) {
      throw exceeded(
          "revisions of rule \"" + rule.id() + "\"", after.revisions(), Limits.REVISIONS);
    }
    if (!before.inForce() && after.inForce() && inForce >= Limits.RULES) {
      throw exceeded("rules", inForce + 1L, Limits.RULES);
    }
    long more = RuleSize.of(after) - RuleSize.of(before);
    if (more > 0 && bytes + more > Limits.RULE_BYTES) {
      throw exceeded("bytes of rules", bytes + more, Limits.RULE_BYTES);
    }
  }

  private void count(RuleTimeline before, RuleTimeline after) {
    inForce += Boolean.compare(after.inForce(), before.inForce());
    bytes += RuleSize.of(after) - RuleSize.of(before);
  }

  private static MillraceException exceeded(String what, long found, long limit) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot take more %s: %d, expected at most %d".formatted(what, found, limit));
  }

  private void accept(RuleChange change, BoundRule bound) throws Exception {
    RuleBook.Applied applied = book.apply(change);
    count(applied.before(), applied.after());
    groups.applied(applied, change.version(), bound);
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
    if (text.length() <= SHOWN) {
      return text;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
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
