// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.trust.TrustPolicy;
import java.io.Serializable;

/**
 * What the operators must know, in a form that travels with the job.
 *
 * @param metrics how many rules have metrics of their own at an instance
 * @param keySetFile where the key set of {@code trust} is looked at again, or null
 * @param sessions whose functions rules may call, or null
 */
record RuleOptions(
    Schema schema,
    EventTime eventTime,
    int quarantineAfter,
    int metrics,
    StartUp startUp,
    TrustPolicy trust,
    String keySetFile,
    SessionFactory sessions)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int QUARANTINE_AFTER = 1_000;
  private static final int METRICS = 100;

  RuleOptions {
    if (quarantineAfter < 1) {
      throw new IllegalArgumentException(
          "Cannot quarantine rules: after %d failures, expected at least 1"
              .formatted(quarantineAfter));
    }
    if (metrics < 0) {
      throw new IllegalArgumentException(
          "Cannot give rules metrics of their own: %d of them, expected at least 0"
              .formatted(metrics));
    }
  }

  /** A qualifier of the columns is dropped: rules may write any. */
  static RuleOptions of(Schema schema, EventTime eventTime) {
    return new RuleOptions(
        new Schema(null, schema.fields()),
        eventTime,
        QUARANTINE_AFTER,
        METRICS,
        StartUp.BUFFER,
        TrustPolicy.none(),
        null,
        null);
  }

  RuleOptions withEventTime(EventTime given) {
    return new RuleOptions(
        schema, given, quarantineAfter, metrics, startUp, trust, keySetFile, sessions);
  }

  RuleOptions withQuarantineAfter(int failures) {
    return new RuleOptions(
        schema, eventTime, failures, metrics, startUp, trust, keySetFile, sessions);
  }

  RuleOptions withMetrics(int rules) {
    return new RuleOptions(
        schema, eventTime, quarantineAfter, rules, startUp, trust, keySetFile, sessions);
  }

  RuleOptions withStartUp(StartUp given) {
    return new RuleOptions(
        schema, eventTime, quarantineAfter, metrics, given, trust, keySetFile, sessions);
  }

  RuleOptions withTrust(TrustPolicy policy, String file) {
    return new RuleOptions(
        schema, eventTime, quarantineAfter, metrics, startUp, policy, file, sessions);
  }

  RuleOptions withSessions(SessionFactory factory) {
    return new RuleOptions(
        schema, eventTime, quarantineAfter, metrics, startUp, trust, keySetFile, factory);
  }

  /** A session for the operator that asks. */
  SessionContext session() {
    return sessions == null ? SessionContext.global() : sessions.create();
  }
}
