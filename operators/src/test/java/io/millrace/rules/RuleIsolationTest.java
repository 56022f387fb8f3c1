// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.trust.Algorithm;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import io.millrace.trust.TrustPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with one rule, or with lines that are none, is no matter of the others. */
class RuleIsolationTest {
  private static final int OTHERS = 100;
  private static final int ROWS = 40;
  private static final int QUARANTINE = 5;

  /** {@code -Dmillrace.flood=1000000} takes minutes. */
  private static final int LINES = Integer.getInteger("millrace.flood", 5_000);

  private static final SigningKey ANN = SigningKey.generate("ann", Algorithm.ED25519);

  /** Row by row, and in windows that some share with the rule that fails. */
  private static void others(RuleTasks tasks) throws Exception {
    for (int i = 0; i < OTHERS; i++) {
      tasks.rule(
          i % 2 == 0
              ? "{'id':'r%d','revision':1,'sql':'delay + %d'}".formatted(i, i)
              : window("r" + i, 1, "sum(delay) + " + i));
    }
  }

  private static String window(String id, int revision, String sql) {
    return "{'id':'%s','revision':%d,'sql':'%s','key':['carrier'],'window':{'tumble':'10s'}}"
        .formatted(id, revision, sql);
  }

  private static List<String> rows(RuleTasks tasks, int from) throws Exception {
    for (int i = from; i < from + ROWS; i++) {
      tasks.event(500L * i, i % 3 == 0 ? "UA" : "AA", (long) i, 1.0);
    }
    tasks.watermark(500L * (from + ROWS) - 1);
    return tasks.results();
  }

  private static List<String> alone() throws Exception {
    try (RuleTasks tasks = new RuleTasks(2, QUARANTINE)) {
      others(tasks);
      tasks.marker();
      List<String> all = new ArrayList<>(rows(tasks, 0));
      all.addAll(rows(tasks, ROWS));
      return all;
    }
  }

  private static List<String> without(String id, List<String> lines) {
    return lines.stream().filter(line -> !line.contains("\"rule\":\"" + id + "\"")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'bad','revision':%d,'sql':'10 / %s'}",
        "{'id':'bad','revision':%d,'sql':'length(repeat(carrier, 1000000000 - 999999999 * %s))'}",
        "{'id':'bad','revision':%d,'sql':'delay','where':'10 / %s > 0'}",
        "{'id':'bad','revision':%d,'sql':'sum(10 / %s)','key':['carrier'],"
            + "'window':{'tumble':'10s'}}"
      })
  void aRuleThatFailsAlwaysIsQuarantinedAndTheOthersAnswerAll(String rule) throws Exception {
    List<String> expected = alone();
    try (RuleTasks tasks = new RuleTasks(2, QUARANTINE)) {
      others(tasks);
      tasks.rule(rule.formatted(1, "(delay - delay)"));
      tasks.marker();
      List<String> answers = new ArrayList<>(without("bad", rows(tasks, 0)));
      List<String> errors = tasks.errors();
      assertThat(errors).allMatch(line -> line.contains("\"rule\":\"bad\",\"revision\":1,"));
      assertThat(errors).as("once at each router").hasSize(2 * (QUARANTINE + 1));
      assertThat(errors)
          .filteredOn(line -> line.contains("Cannot go on evaluating rule"))
          .hasSize(2);

      tasks.rule(rule.formatted(2, "(1 + delay - delay)"));
      List<String> more = rows(tasks, ROWS);
      answers.addAll(without("bad", more));
      assertThat(more).as("its next revision").anyMatch(line -> line.contains("\"bad\""));
      assertThat(tasks.errors()).isEmpty();
      assertThat(answers).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String signed(String line) {
    Instant start = Instant.EPOCH;
    return SignedEnvelope.sign(SignedBody.rule("job", start, start.plusSeconds(100), line), ANN)
        .text();
  }

  /** A line of each kind that is refused, by turns. */
  private static List<String> badLines() {
    String signature = signed("{\"id\":\"signed\",\"revision\":1,\"sql\":\"delay\"}");
    int middle = signature.length() / 2;
    char other = signature.charAt(middle) == 'A' ? 'B' : 'A';
    return List.of(
        "{'id':'r1','revision':",
        "no json at all \u0000 \ud800",
        "{'id':'r1','revision':9223372036854775807,'expr':'AAAA'}",
        "{'id':'r1','revision':9223372036854775807,'expr':'%%'}",
        "{'id':'" + "r".repeat(300) + "','revision':1,'sql':'1'}",
        "{'id':'r1','revision':9223372036854775807,'sql':'1" + " ".repeat(1 << 20) + "'}",
        "[".repeat(10_000),
        signature.substring(0, middle) + other + signature.substring(middle + 1));
  }

  @Test
  void aFloodOfBadLinesIsRefusedLineByLine() throws Exception {
    RuleOptions options =
        Rules.over(RuleTasks.SCHEMA)
            .withTrust(TrustPolicy.signedBy(KeySet.of(ANN.trusted()), "job"))
            .options();
    List<String> bad = badLines();
    Map<String, Integer> last = new HashMap<>();
    try (RuleTasks tasks = new RuleTasks(1, options)) {
      tasks.marker();
      int refused = 0;
      for (int i = 0; i < LINES; i++) {
        if (i % 100 == 99) {
          tasks.rule(bad.get(refused++ % bad.size()));
          assertThat(tasks.errors()).as("line %d", i).hasSize(1);
        } else {
          String id = "r" + i % 50;
          int revision = last.merge(id, 1, Integer::sum);
          tasks.rule(
              "{'id':'%s','revision':%d,'sql':'delay + %d'}".formatted(id, revision, revision));
        }
        tasks.acks();
      }
      assertThat(tasks.errors()).isEmpty();
      tasks.event(1_000, "UA", 0L, 1.0);
      assertThat(tasks.results())
          .map(
              line ->
                  line.replaceFirst(
                      ".*\"rule\":\"(\\w+)\",\"revision\":(\\d+),\"value\":(\\d+),.*", "$1 $2 $3"))
          .containsExactlyInAnyOrderElementsOf(
              last.entrySet().stream()
                  .map(each -> each.getKey() + " " + each.getValue() + " " + each.getValue())
                  .toList());
    }
  }
}
