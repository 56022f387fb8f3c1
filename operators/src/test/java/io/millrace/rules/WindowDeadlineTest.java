// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Expr;
import io.millrace.session.SessionContext;
import io.millrace.trust.TrustPolicy;
import java.util.Base64;
import java.util.List;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Limit#BATCH_MILLIS} of windows of rules, whose accumulators are users' code. */
@Timeout(120)
class WindowDeadlineTest {
  /** More than a busy machine keeps what does end waiting. */
  private static final int MILLIS = 1_500;

  private static RuleTasks tasks() throws Exception {
    Limits limits =
        Limits.DEFAULT.with(Limit.BATCH_MILLIS, MILLIS).with(Limit.CALL_MILLIS, 100_000);
    return new RuleTasks(
        2,
        Rules.over(RuleTasks.SCHEMA)
            .withTrust(TrustPolicy.unsigned("this is a test"))
            .withSessions(() -> SessionContext.create().withLimits(limits))
            .options());
  }

  private static String stuck(String method, String window) {
    Expr call = FlightFunctions.stuck(method).call(col("ratio"));
    byte[] bytes = SessionContext.create().encode(call);
    return "{\"id\":\"stuck\",\"revision\":1,\"expr\":\"%s\",\"window\":%s}"
        .formatted(Base64.getEncoder().encodeToString(bytes), window);
  }

  /** Each row is an error and stays out of the window; a result that does not come is one. */
  @ParameterizedTest
  @CsvSource({
    "update,   {'tumble':'10s'}, 2",
    "merge,    {'tumble':'10s'}, 2",
    "evaluate, {'tumble':'10s'}, 1",
    "update,   {'session':'5s'}, 2",
    "evaluate, {'session':'5s'}, 1"
  })
  void codeThatDoesNotEndIsAnErrorOfItsRuleAlone(String method, String window, int errors)
      throws Exception {
    window = window.replace('\'', '"');
    try (RuleTasks tasks = tasks()) {
      tasks.rule(stuck(method, window));
      tasks.rule("{\"id\":\"fine\",\"revision\":1,\"sql\":\"count(*)\",\"window\":" + window + "}");
      tasks.marker();
      tasks.event(1_000, "UA", 1L, 1.0);
      tasks.event(2_000, "UA", 1L, 2.0);
      tasks.restore(1);
      tasks.end();
      List<String> results = tasks.results();
      assertThat(results).singleElement().asString().contains("\"fine\"", "\"value\":2");
      assertThat(tasks.errors())
          .hasSize(errors)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("\"stuck\"", "DEADLINE_EXCEEDED", "maxBatchMillis = " + MILLIS));
    }
  }

  @Test
  void sessionsThatAreMergedInTimeAnswer() throws Exception {
    try (RuleTasks tasks = tasks()) {
      tasks.rule(stuck("never", "{\"session\":\"3s\"}"));
      tasks.marker();
      tasks.event(1_000, "UA", 1L, 1.0);
      tasks.event(5_000, "UA", 1L, 2.0);
      tasks.event(3_500, "UA", 1L, 3.0);
      tasks.end();
      assertThat(tasks.results()).singleElement().asString().contains("\"value\":3");
      assertThat(tasks.errors()).isEmpty();
    }
  }
}
