// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.Schema;
import io.millrace.function.Volatility;
import io.millrace.json.RuleJson;
import io.millrace.types.Rule;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.state.StateInitializationContext;
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
  private static final int REVISIONS = 100;
  private static final int RULES = 10_000;
  private static final int SHOWN = 1_024;

  private final RuleOptions options;
  private transient RuleBinder binder;
  private transient RuleBook book;
  private transient RuleGroups groups;
  private transient int inForce;

  RuleReader(RuleOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    Schema schema = options.schema();
    binder = new RuleBinder(schema, options.eventTime());
    book = new RuleBook(context.getOperatorStateStore());
    groups = new RuleGroups(binder, book);
    inForce = (int) book.timelines().values().stream().filter(RuleTimeline::inForce).count();
  }

  @Override
  public void open() throws Exception {
    super.open();
    WarmUp.run();
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
      json = RuleJson.parse(text);
      judge(json.rule());
    } catch (MillraceException e) {
      boolean unread = e.code().stage() == ErrorCode.Stage.READ;
      RuleError refusal =
          RuleError.ofRule(json.givenId(), json.givenRevision(), e, unread ? shown(text) : null);
      output.collect(SideOutputs.ERRORS, new StreamRecord<>(refusal));
    }
  }

  private void judge(Rule given) throws Exception {
    binder.checkTime(given);
    BoundRule bound = given.action() == Rule.Action.PUT ? binder.bind(given) : null;
    Rule rule = bound == null ? given : bound.rule();
    RuleTimeline before = book.timeline(rule.id());
    Optional<RuleVersion> same = before.revision(rule.revision());
    if (same.isPresent()) {
      if (!same.get().rule().equals(rule)) {
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
    if (after.revisions() > REVISIONS) {
      throw exceeded("revisions of rule \"" + rule.id() + "\"", after.revisions(), REVISIONS);
    }
    if (!before.inForce() && after.inForce() && inForce >= RULES) {
      throw exceeded("rules", inForce + 1L, RULES);
    }
  }

  private static MillraceException exceeded(String what, long found, long limit) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot take more %s: %d, expected at most %d".formatted(what, found, limit));
  }

  private void accept(RuleChange change, BoundRule bound) throws Exception {
    RuleBook.Applied applied = book.apply(change);
    inForce += Boolean.compare(applied.after().inForce(), applied.before().inForce());
    groups.applied(applied, change.version(), bound);
    if (bound != null) {
      warn(bound);
    }
    output.collect(new StreamRecord<>(change));
  }

  private void warn(BoundRule bound) {
    boolean repeatable =
        repeatable(bound.value())
            && (bound.having() == null || repeatable(bound.having()))
            && (bound.where() == null || repeatable(bound.where()))
            && bound.keys().stream().allMatch(RuleReader::repeatable)
            && bound.calls().stream().allMatch(RuleReader::repeatable);
    if (!repeatable) {
      LOG.warn(
          "Results of rule \"{}\" revision {} are not repeatable: a function of it is volatile",
          bound.rule().id(),
          bound.rule().revision());
    }
  }

  private static boolean repeatable(TypedExpr expr) {
    Deque<TypedExpr> rest = new ArrayDeque<>(List.of(expr));
    while (!rest.isEmpty()) {
      TypedExpr next = rest.pop();
      if (next instanceof TypedExpr.Call call
          && call.function().volatility() == Volatility.VOLATILE) {
        return false;
      }
      next.children().forEach(rest::push);
    }
    return true;
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
