// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.session.SessionContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;

/** Rules whose evaluation takes seconds, under a deadline: others answer as if alone. */
class SlowRulesTest {
  /** More than a busy machine keeps what does end waiting, less than the slow ones take. */
  private static final int MILLIS = 500;

  private static final List<String> OTHERS =
      List.of(
          "{'id':'row','revision':1,'sql':'length(carrier) + delay'}",
          "{'id':'near','revision':1,'sql':'levenshtein(carrier, \\'UB\\')'}",
          "{'id':'sum','revision':1,'sql':'sum(delay)','key':['carrier'],"
              + "'window':{'tumble':'10s'}}");

  private static RuleTasks tasks() throws Exception {
    Limits limits = Limits.DEFAULT.with(Limit.BATCH_MILLIS, MILLIS);
    RuleTasks tasks =
        new RuleTasks(
            1,
            Rules.over(RuleTasks.SCHEMA)
                .withSessions(() -> SessionContext.create().withLimits(limits))
                .options());
    for (String rule : OTHERS) {
      tasks.rule(rule.replace("\\'", "\\u0027"));
    }
    return tasks;
  }

  /** Of 900 million steps in each of its parts, which differ from those of other salts. */
  private static String slow(String salt) {
    return IntStream.range(0, 6)
        .mapToObj(
            i ->
                "levenshtein(repeat(carrier, 15000), repeat(\\u0027%s\\u0027, 15000))"
                    .formatted(salt + (char) ('0' + i)))
        .collect(Collectors.joining(" + "));
  }

  private static String rule(String onError, String sql, String more) {
    return "{\"id\":\"slow-%s\",\"revision\":1,\"on_error\":\"%s\",\"sql\":\"%s\"%s}"
        .formatted(onError, onError, sql, more);
  }

  private static List<String> answers(RuleTasks tasks) throws Exception {
    tasks.marker();
    tasks.event(1_000, "UA", 1L, 1.0);
    tasks.end();
    return tasks.results();
  }

  @Test
  void areErrorsOrNullsAndTheOthersAnswer() throws Exception {
    List<String> alone;
    try (RuleTasks tasks = tasks()) {
      alone = answers(tasks);
      assertThat(alone).hasSize(OTHERS.size());
    }
    try (RuleTasks tasks = tasks()) {
      tasks.rule(rule("skip", slow("x"), ""));
      tasks.rule(rule("null", "sum(" + slow("y") + ")", ",\"window\":{\"tumble\":\"10s\"}"));
      List<String> results = answers(tasks);
      assertThat(results).containsAll(alone).hasSize(alone.size() + 1);
      assertThat(results)
          .filteredOn(line -> line.contains("slow-null"))
          .singleElement()
          .asString()
          .contains("\"value\":null");
      assertThat(tasks.errors())
          .singleElement()
          .asString()
          .contains("slow-skip", "DEADLINE_EXCEEDED", "maxBatchMillis = " + MILLIS);
      assertThat(tasks.atRouter("millrace.rule.slow-null.numErrors")).isEqualTo(1L);
    }
  }

  @Test
  void endTheJobWhereTheySaySo() throws Exception {
    try (RuleTasks tasks = tasks()) {
      tasks.rule(rule("fail", slow("z"), ""));
      Throwable thrown = catchThrowable(() -> answers(tasks));
      assertThat(thrown).isInstanceOf(SuppressRestartsException.class);
      assertThat(ExceptionUtils.findThrowable(thrown, MillraceException.class).orElseThrow().code())
          .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }
  }
}
