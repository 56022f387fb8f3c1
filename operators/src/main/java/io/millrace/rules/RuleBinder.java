// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.BoundDepth;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.session.SessionContext;
import io.millrace.trust.Admission;
import io.millrace.types.EncodedExpr;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.types.RuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** {@link Rule} to {@link BoundRule} for one schema. */
final class RuleBinder {
  static final DataType INSTANT = DataType.timestamp(TimeUnit.NANOSECOND, "+00:00");
  private static final String TABLE = "events";

  private final Schema schema;
  private final EventTime eventTime;
  private final RuleTrust trust;
  private final SessionContext session;
  private final Binder binder;

  /** The last that was bound, which several ask for one after the other. */
  private RuleVersion last;

  private BoundRule lastBound;

  RuleBinder(Schema schema, EventTime eventTime, RuleTrust trust, SessionContext session) {
    this.trust = trust;
    this.session = session;
    this.schema = schema.as(TABLE);
    this.eventTime = eventTime;
    this.binder =
        Binder.over(this.schema)
            .withAnyQualifier()
            .withNow(new TypedExpr.Input(schema.fields().size(), INSTANT));
  }

  Limits limits() {
    return session.limits();
  }

  /** The types of a row: the columns, {@code now()}, event time, row number. */
  static List<DataType> rowTypes(Schema schema) {
    List<DataType> types = new ArrayList<>();
    schema.fields().forEach(field -> types.add(field.type()));
    types.add(INSTANT);
    types.add(DataType.INT64);
    types.add(DataType.INT64);
    return types;
  }

  /** Refuses what a rule may not say without event time. */
  void checkTime(Rule rule) {
    if (eventTime == EventTime.ABSENT) {
      if (rule.effectiveFrom() != null) {
        throw notAllowed("effective_from: events have no event time");
      }
      if (rule.window() != null) {
        throw notAllowed("window: events have no event time");
      }
    }
    if (rule.window() == null && rule.having() != null) {
      throw notAllowed("having: the rule has no window");
    }
  }

  /**
   * A rule that was let in, with {@code emit} filled in. What was found in state is asked for its
   * {@link #refusal} first; that the reader let in and can't be bound here ends the job, as no
   * other start would find another.
   */
  BoundRule bind(RuleVersion version) {
    try {
      return standing(version);
    } catch (MillraceException e) {
      throw new SuppressRestartsException(e);
    }
  }

  /**
   * Why a revision in state may not stay, if so: its trust has gone, or it can't be bound any more,
   * as one whose function is not there after a restore, or one whose aggregate calls are no longer
   * those that slots were given to, as states would be taken for those of other calls. Throws what
   * {@link RuleTrust#refusal} does.
   */
  Optional<MillraceException> refusal(RuleVersion version) {
    Optional<MillraceException> untrusted = trust.refusal(version.rule());
    if (untrusted.isPresent() || !version.isEvaluated()) {
      return untrusted;
    }
    try {
      standing(version);
      return Optional.empty();
    } catch (MillraceException e) {
      if (isOfTheMoment(e.code())) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  /** The next start may be better: what one task leaves out for that the others would not. */
  private static boolean isOfTheMoment(ErrorCode code) {
    return code == ErrorCode.DEADLINE_EXCEEDED
        || code == ErrorCode.INTERRUPTED
        || code == ErrorCode.STORE_UNAVAILABLE;
  }

  private BoundRule standing(RuleVersion version) {
    if (!version.equals(last)) {
      lastBound = bound(version);
      last = version;
    }
    return lastBound;
  }

  private BoundRule bound(RuleVersion version) {
    Rule rule = version.rule();
    try {
      checkTime(rule);
      BoundRule bound = bind(rule, trust.standing(rule));
      if (version.group() != 0 && !bound.callNumbers().equals(version.calls())) {
        throw new MillraceException(
            ErrorCode.STATE_INCOMPATIBLE,
            "its aggregate calls are not those whose states are kept");
      }
      return bound;
    } catch (MillraceException e) {
      throw new MillraceException(
          e.code(),
          "Cannot go on with rule \"%s\" revision %d: %s"
              .formatted(rule.id(), rule.revision(), e.getMessage()),
          e);
    }
  }

  /** With {@code emit} filled in. Throws the codes of decoding, parsing, trust and binding. */
  BoundRule bind(Rule rule, Admission admission) {
    FunctionsByValue.check(rule, admission, session.limits());
    TypedExpr where = rule.where() == null ? null : predicate(rule.where(), admission);
    List<TypedExpr> keys = rule.key().stream().map(key -> row(key, admission)).toList();
    if (rule.window() == null) {
      TypedExpr value = row(rule.text(), admission);
      return new BoundRule(filled(rule, value), where, keys, List.of(), value, null);
    }
    GroupedExprs grouped = new GroupedExprs(schema.fields().size());
    TypedExpr answer = group(rule.text(), admission);
    TypedExpr value = grouped.split(answer);
    TypedExpr having = null;
    if (rule.having() != null) {
      TypedExpr condition = group(rule.having(), admission);
      Aggregation.check(List.of(answer, condition));
      having = grouped.split(condition);
      checkBoolean("having", having);
    }
    return new BoundRule(
        filled(rule, value),
        where,
        keys,
        grouped.calls(),
        grouped.finished(value),
        having == null ? null : grouped.finished(having));
  }

  private static Rule filled(Rule rule, TypedExpr value) {
    boolean truth = value.type().equals(DataType.BOOLEAN);
    if (rule.emit() == Rule.Emit.TRUE && !truth) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot emit \"true\" of the expression: it is " + value.type() + ", expected Boolean");
    }
    if (rule.emit() != null) {
      return rule;
    }
    return rule.withEmit(truth && rule.having() == null ? Rule.Emit.TRUE : Rule.Emit.ALL);
  }

  private TypedExpr predicate(RuleText text, Admission admission) {
    TypedExpr where = row(text, admission);
    checkBoolean("where", where);
    return where;
  }

  private static void checkBoolean(String field, TypedExpr expr) {
    if (!expr.type().equals(DataType.BOOLEAN)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot use %s: it is %s, expected Boolean".formatted(field, expr.type()));
    }
  }

  private TypedExpr row(RuleText text, Admission admission) {
    return binder.bind(expr(text, admission));
  }

  private TypedExpr group(RuleText text, Admission admission) {
    return binder.bindAggregate(expr(text, admission));
  }

  private Expr expr(RuleText text, Admission admission) {
    Expr expr =
        text instanceof RuleText.Sql sql
            ? session.parseSqlExpr(sql.text(), schema)
            : decoded(((RuleText.Encoded) text).expr(), admission);
    BoundDepth.check(expr, session.limits());
    return expr;
  }

  /** With its functions; throws the problem of bytes that are none. */
  private Expr decoded(EncodedExpr encoded, Admission admission) {
    BoundDepth.check(encoded.expr(session.limits()), session.limits());
    return session.decode(encoded.bytes(), admission);
  }

  private static MillraceException notAllowed(String found) {
    return new MillraceException(ErrorCode.NOT_ALLOWED_HERE, "Cannot use " + found);
  }
}
