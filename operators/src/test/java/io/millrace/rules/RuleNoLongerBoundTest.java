// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.DataType;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.udf.AggregateUdf;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.example.flights.FlightFunctions;
import org.junit.jupiter.api.Test;

/** Rules in state that a job with other functions or limits does not bind go, the others stay. */
class RuleNoLongerBoundTest {
  private static final String WINDOW = "'key':['carrier'],'window':{'tumble':'10s'}";
  private static final SessionFactory SESSIONS =
      () -> {
        SessionContext session = SessionContext.create();
        session.registerUdf(FlightFunctions.beyond(2));
        session.registerUdaf(FlightFunctions.spread());
        return session;
      };

  private static RuleOptions options(SessionFactory sessions) {
    return Rules.over(RuleTasks.SCHEMA).withSessions(sessions).options();
  }

  private static RuleOptions limited(Limit limit, long value) {
    Limits limits = Limits.DEFAULT.with(limit, value);
    return options(() -> SessionContext.create().withLimits(limits));
  }

  private static void assertOnlyRefused(RuleTasks tasks, String code, String... ids) {
    List<String> errors = tasks.errors();
    assertThat(errors)
        .hasSize(ids.length)
        .allSatisfy(
            line -> assertThat(line).contains("\"code\":\"" + code + "\"", "Cannot go on with"));
    for (String id : ids) {
      assertThat(errors).anyMatch(line -> line.contains("\"rule\":\"" + id + "\""));
    }
  }

  @Test
  void aFunctionThatIsGoneTakesItsRulesAlong() throws Exception {
    Map<String, OperatorSubtaskState> before;
    try (RuleTasks tasks = new RuleTasks(2, options(SESSIONS))) {
      tasks.rule("{'id':'row','revision':3,'sql':'beyond(ratio)'}");
      tasks.rule("{'id':'spread','revision':1,'sql':'spread(ratio) + sum(delay)'," + WINDOW + "}");
      tasks.rule("{'id':'own','revision':1,'sql':'spread(ratio)','window':{'session':'9s'}}");
      tasks.rule("{'id':'sum','revision':1,'sql':'sum(delay)'," + WINDOW + "}");
      tasks.rule("{'id':'fine','revision':1,'sql':'delay'}");
      tasks.rule("{'id':'fine','revision':2,'action':'shadow','sql':'beyond(ratio)'}");
      tasks.marker();
      tasks.event(1_000, "UA", 1L, 3.0);
      tasks.results();
      before = tasks.snapshots();

      tasks.restore(3, options(SessionContext::create));
      assertOnlyRefused(tasks, "UNKNOWN_NAME", "row", "spread", "own", "fine");
      assertThat(tasks.atRouter("rulesInForce")).isEqualTo(2L);
      assertThat(tasks.atRouter("shadowRules")).isEqualTo(0L);
      tasks.event(2_000, "UA", 7L, 3.0);
      assertThat(tasks.results()).singleElement().asString().contains("\"fine\",\"revision\":1");

      tasks.restore(1);
      assertThat(tasks.errors()).as("it is said once").isEmpty();
      tasks.rule("{'id':'row','revision':3,'sql':'beyond(ratio)'}");
      assertThat(tasks.errors()).singleElement().asString().contains("UNKNOWN_NAME");
      tasks.rule("{'id':'row','revision':3,'sql':'ratio'}");
      assertThat(tasks.errors()).singleElement().asString().contains("REVISION_CONFLICT");
      tasks.rule("{'id':'row','revision':4,'sql':'ratio'}");
      tasks.rule("{'id':'spread','revision':2,'sql':'max(ratio) + sum(delay)'," + WINDOW + "}");
      tasks.event(3_000, "UA", 2L, 4.0);
      assertThat(tasks.results()).hasSize(2).anyMatch(line -> line.contains("\"row\""));
      tasks.end();
      assertThat(tasks.results())
          .hasSize(2)
          .anyMatch(line -> line.contains("\"sum\"") && line.contains("\"value\":10"))
          .anyMatch(line -> line.contains("\"spread\"") && line.contains("\"value\":6.0"));
      assertThat(tasks.keysKept() + tasks.timersKept()).isZero();
      assertThat(tasks.errors()).isEmpty();
    }
    try (RuleTasks tasks = new RuleTasks(2, options(SESSIONS))) {
      tasks.restore(2, before);
      tasks.event(2_000, "UA", 7L, 3.0);
      assertThat(tasks.results()).as("where the function is back, from before").hasSize(2);
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void stricterLimitsLeaveTheOthers() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1, options(SessionContext::create))) {
      tasks.rule("{'id':'long','revision':1,'sql':'delay + 1 + 1 + 1 + 1 + 1 + 1 + 1 > 0'}");
      tasks.rule("{'id':'short','revision':1,'sql':'delay + 1'}");
      tasks.marker();
      tasks.restore(2, limited(Limit.BOUND_DEPTH, 4));
      assertOnlyRefused(tasks, "LIMIT_EXCEEDED", "long");
      tasks.event(1_000, "UA", 1L, 3.0);
      assertThat(tasks.results()).singleElement().asString().contains("\"short\"");
    }
  }

  @Test
  void statesAreNotTakenForThoseOfOtherCalls() throws Exception {
    AggregateUdf known = FlightFunctions.spread();
    SessionFactory otherwise =
        () -> {
          SessionContext session = SessionContext.create();
          session.registerUdaf(
              AggregateUdf.of(
                  "spread",
                  List.of(DataType.FLOAT64),
                  DataType.INT64,
                  List.of(DataType.INT64),
                  known.code()));
          return session;
        };
    try (RuleTasks tasks = new RuleTasks(1, options(SESSIONS))) {
      tasks.rule(
          "{'id':'spread','revision':1,'sql':'spread(ratio) > 0','emit':'all'," + WINDOW + "}");
      tasks.rule("{'id':'sum','revision':1,'sql':'sum(delay)'," + WINDOW + "}");
      tasks.marker();
      tasks.event(1_000, "UA", 1L, 3.0);
      tasks.restore(1, options(otherwise));
      assertOnlyRefused(tasks, "STATE_INCOMPATIBLE", "spread");
      tasks.end();
      assertThat(tasks.results()).singleElement().asString().contains("\"sum\"");
    }
  }

  @Test
  void withoutEventTimeWindowsAndTimesOfEffectAreNotAnswered() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule("{'id':'sum','revision':1,'sql':'sum(delay)'," + WINDOW + "}");
      tasks.rule(
          "{'id':'from','revision':1,'sql':'delay','effective_from':'1970-01-01T00:00:01Z'}");
      tasks.rule("{'id':'fine','revision':1,'sql':'delay'}");
      tasks.marker();
      tasks.restore(1, RuleOptions.of(RuleTasks.SCHEMA, EventTime.ABSENT));
      assertOnlyRefused(tasks, "NOT_ALLOWED_HERE", "sum", "from");
      assertThat(tasks.atRouter("rulesInForce")).isEqualTo(1L);
    }
  }
}
