// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.types.Event;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleAnswersTest {
  private RuleTasks tasks;

  @BeforeEach
  void start() throws Exception {
    tasks = new RuleTasks(1);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(tasks.errors()).as("errors that no test asked for").isEmpty();
    tasks.close();
  }

  @Test
  void aRuleWithoutWindowAnswersRowsForWhichItIsTrue() throws Exception {
    tasks.rule("{'id':'late','revision':1,'sql':'delay > 10'}");
    tasks.marker();
    tasks.event(0, "UA", 5L, 0.5);
    tasks.event(0, "UA", 15L, 1.5);
    tasks.event(0, null, null, null);

    assertThat(tasks.results())
        .containsExactly(
            "{\"rule\":\"late\",\"revision\":1,\"value\":true,"
                + "\"event\":{\"carrier\":\"UA\",\"delay\":15,\"ratio\":1.5}}");
    assertThat(tasks.errors()).isEmpty();
  }

  @Test
  void eventsWaitForTheRulesThatArePresentAtStart() throws Exception {
    tasks.event(0, "UA", 15L, 1.5);
    tasks.watermark(100);
    tasks.rule("{'id':'all','revision':1,'sql':'delay','where':'carrier is not null'}");
    assertThat(tasks.results()).isEmpty();
    tasks.marker();
    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":15");
  }

  @Test
  void tumblingWindowsAreWrittenWhenTheWatermarkPassesTheirEnd() throws Exception {
    tasks.rule(
        "{'id':'worst','revision':2,'sql':'max(delay) - min(delay)','key':['carrier'],"
            + "'window':{'tumble':'1h'},'having':'count(*) > 1'}");
    tasks.marker();
    tasks.event(0, "UA", 5L, 0.5);
    tasks.event(1_000, "UA", 15L, 1.5);
    tasks.event(2_000, "AA", 1L, 1.5);
    tasks.event(3_600_000, "UA", 1L, 1.5);
    tasks.watermark(3_599_998);
    assertThat(tasks.results()).isEmpty();
    tasks.watermark(3_599_999);

    assertThat(tasks.results())
        .containsExactly(
            "{\"rule\":\"worst\",\"revision\":2,\"key\":[\"UA\"],\"window\":{\"start\":"
                + "\"1970-01-01T00:00:00Z\",\"end\":\"1970-01-01T01:00:00Z\"},\"value\":10}");
    tasks.end();
    assertThat(tasks.results()).isEmpty();
    assertThat(tasks.errors()).isEmpty();
  }

  @Test
  void aHoppingWindowRuleCountsARowInEachOfItsWindows() throws Exception {
    tasks.rule("{'id':'n','revision':1,'sql':'count(*)','window':{'hop':['20s','10s']}}");
    tasks.marker();
    tasks.event(5_000, "UA", 5L, 0.5);
    tasks.event(12_000, "UA", 5L, 0.5);
    tasks.end();

    assertThat(tasks.results().stream().map(RuleAnswersTest::windowAndValue))
        .containsExactly("-10s..10s=1", "0s..20s=2", "10s..30s=1");
  }

  @Test
  void rowsOfAKeyAtMostTheGapApartAreOneSession() throws Exception {
    tasks.rule(
        "{'id':'n','revision':1,'sql':'sum(delay)','key':['carrier'],'window':{'session':'10s'}}");
    tasks.marker();
    tasks.event(0, "UA", 1L, null);
    tasks.event(20_000, "UA", 2L, null);
    tasks.event(10_000, "UA", 4L, null);
    tasks.event(31_000, "UA", 8L, null);
    tasks.event(5_000, "AA", 16L, null);
    tasks.end();

    assertThat(tasks.results().stream().map(RuleAnswersTest::windowAndValue))
        .containsExactlyInAnyOrder("0s..30s=7", "31s..41s=8", "5s..15s=16");
  }

  @Test
  void rowsOfAWindowCountInOrderOfEventTimeThenOfTheirNumber() throws Exception {
    tasks.rule(
        "{'id':'n','revision':1,'window':{'tumble':'1m'},"
            + "'sql':'first_value(carrier) || last_value(carrier)'}");
    tasks.marker();
    tasks.event(2_000, "c", 1L, null);
    tasks.event(1_000, "a", 1L, null);
    tasks.event(2_000, "d", 1L, null);
    tasks.event(1_000, "b", 1L, null);
    tasks.end();

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":\"ad\"");
  }

  @Test
  void nullNanAndNegativeZeroAreKeysLikeOthers() throws Exception {
    tasks.rule("{'id':'n','revision':1,'sql':'count(*)','key':['ratio'],'window':{'tumble':'1m'}}");
    tasks.marker();
    tasks.event(0, "a", 1L, -0.0);
    tasks.event(0, "a", 1L, 0.0);
    tasks.event(0, "a", 1L, Double.NaN);
    tasks.event(0, "a", 1L, Double.longBitsToDouble(0x7ff8000000000001L));
    tasks.event(0, "a", 1L, null);
    tasks.end();

    assertThat(tasks.results())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"key\":[0.0]") && line.endsWith("\"value\":2}"))
        .anyMatch(line -> line.contains("\"key\":[\"NaN\"]") && line.endsWith("\"value\":2}"))
        .anyMatch(line -> line.contains("\"key\":[null]") && line.endsWith("\"value\":1}"));
  }

  @Test
  void nowIsTheTimeOfTheRowOrTheEndOfTheWindow() throws Exception {
    tasks.rule("{'id':'row','revision':1,'sql':'now()'}");
    tasks.rule("{'id':'window','revision':1,'sql':'now() - max(now())','window':{'tumble':'1m'}}");
    tasks.marker();
    tasks.event(30_500, "a", 1L, null);
    tasks.end();

    assertThat(tasks.results())
        .anyMatch(line -> line.contains("\"value\":\"1970-01-01T00:00:30.5\""))
        .anyMatch(line -> line.contains("\"value\":\"PT29.5S\""));
  }

  @Test
  void anEventWithoutTimeIsAnsweredByRulesWithoutWindowAndWithoutEffectiveFrom() throws Exception {
    tasks.rule("{'id':'a','revision':1,'sql':'now()'}");
    tasks.rule("{'id':'a','revision':2,'sql':'delay','effective_from':'1960-01-01'}");
    tasks.rule("{'id':'b','revision':1,'sql':'count(*)','window':{'tumble':'1m'}}");
    tasks.marker();
    tasks.processingTime(7_000).event(Event.NO_TIME, "a", 1L, null);
    tasks.end();

    assertThat(tasks.results())
        .hasSize(1)
        .first()
        .asString()
        .contains("\"revision\":1,\"value\":\"1970-01-01T00:00:07\"");
  }

  @Test
  void aRowWithoutAnswerIsSkippedAndReported() throws Exception {
    tasks.rule("{'id':'q','revision':3,'sql':'10 / delay'}");
    tasks.marker();
    tasks.event(0, "a", 0L, null);
    tasks.event(0, "a", 5L, null);

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":2");
    assertThat(tasks.errors())
        .hasSize(1)
        .first()
        .asString()
        .contains("\"rule\":\"q\",\"revision\":3,\"stage\":\"evaluate\",\"code\":\"EVALUATION\"")
        .contains("\"event\":{\"carrier\":\"a\",\"delay\":0,\"ratio\":null}");
  }

  @Test
  void aRowWithoutAnswerIsNullWhereTheRuleSaysSo() throws Exception {
    tasks.rule("{'id':'q','revision':3,'sql':'10 / delay','on_error':'null'}");
    tasks.marker();
    tasks.event(0, "a", 0L, null);

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":null");
    assertThat(tasks.errors()).isEmpty();
  }

  @Test
  void aRowWithoutAnswerEndsTheJobForGoodWhereTheRuleSaysSo() throws Exception {
    tasks.rule("{'id':'q','revision':3,'sql':'10 / delay','on_error':'fail'}");
    tasks.marker();

    assertThatThrownBy(() -> tasks.event(0, "a", 0L, null))
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("Cannot evaluate rule \"q\" revision 3");
  }

  @Test
  void anArgumentWithoutAnswerDoesNotCountAndIsReported() throws Exception {
    tasks.rule("{'id':'q','revision':1,'sql':'sum(10 / delay)','window':{'tumble':'1m'}}");
    tasks.marker();
    tasks.event(0, "a", 0L, null);
    tasks.event(0, "a", 5L, null);
    tasks.end();

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":2");
    assertThat(tasks.errors()).hasSize(1).first().asString().contains("\"event\":{");
  }

  @Test
  void aFilterProtectsWhatStandsBeforeIt() throws Exception {
    tasks.rule(
        "{'id':'n','revision':1,'window':{'tumble':'1m'},'on_error':'fail',"
            + "'sql':'sum(10 / delay) filter (where delay <> 0)'}");
    tasks.marker();
    tasks.event(0, "a", 5L, null);
    tasks.event(0, "a", 0L, null);
    tasks.event(0, "a", null, null);
    tasks.end();

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":2}");
  }

  @Test
  void emitMayBeTheWordOrTheValueTrue() throws Exception {
    tasks.rule("{'id':'n','revision':1,'sql':'delay > 3','emit':'true'}");
    tasks.rule("{'id':'n','revision':1,'sql':'delay > 3','emit':true}");
    tasks.marker();
    tasks.event(0, "a", 5L, null);

    assertThat(tasks.results()).hasSize(1);
  }

  @Test
  void aWindowWithoutAnswerFollowsTheRulesOnError() throws Exception {
    String rule =
        "'revision':1,'sql':'10 / count(ratio)','key':['carrier'],'window':{'tumble':'1m'}";
    tasks.rule("{'id':'skip'," + rule + "}");
    tasks.rule("{'id':'null'," + rule + ",'on_error':'null'}");
    tasks.marker();
    tasks.event(0, "a", 0L, null);
    tasks.end();

    assertThat(tasks.results())
        .hasSize(1)
        .first()
        .asString()
        .contains("\"rule\":\"null\"", "\"value\":null");
    assertThat(tasks.errors())
        .hasSize(1)
        .first()
        .asString()
        .contains("\"rule\":\"skip\"", "\"key\":[\"a\"]", "\"window\":{\"start\"");
  }

  @Test
  void aLateRowIsReportedOnceForEachRuleThatWouldHaveSeenIt() throws Exception {
    tasks.rule("{'id':'a','revision':1,'sql':'count(*)','window':{'tumble':'10s'}}");
    tasks.rule("{'id':'b','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}");
    tasks.rule(
        "{'id':'c','revision':1,'sql':'count(*)','window':{'tumble':'10s'},'where':'delay > 5'}");
    tasks.rule("{'id':'d','revision':1,'sql':'count(*)','window':{'tumble':'20s'}}");
    tasks.rule("{'id':'e','revision':1,'sql':'count(*)','window':{'session':'1s'}}");
    tasks.marker();
    tasks.watermark(9_999);
    tasks.event(9_000, "a", 1L, null);

    assertThat(tasks.errors())
        .hasSize(3)
        .allMatch(line -> line.contains("\"stage\":\"late\",\"code\":\"LATE_EVENT\""))
        .allMatch(line -> line.contains("\"event\":{"))
        .extracting(line -> line.substring(9, 10))
        .containsExactlyInAnyOrder("a", "b", "e");
    tasks.end();
    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"rule\":\"d\"");
  }

  /** The bytes are those of datafusion-python 55, which qualifies columns where it parses text. */
  @Test
  void expressionsMayBeDataFusionsBytes() throws Exception {
    tasks.rule("{'id':'row','revision':1,'expr':'IhUKCQoHCgVkZWxheQoEGgI4BRoCR3Q='}");
    tasks.rule(
        "{'id':'window','revision':1,'window':{'tumble':'1m'},'emit':'all',"
            + "'key':[{'expr':'ChQKB2NhcnJpZXISCQoHZmxpZ2h0cw=='},'delay % 2'],"
            + "'where':{'expr':'IhUKCQoHCgVkZWxheQoEGgI4BRoCR3Q='},"
            + "'expr':'ImgKHpoBGwoDbWF4EhQKEgoFZGVsYXkSCQoHZmxpZ2h0cwpCIkAKMiIwCgQaAjgDCh6aARsKA2F2"
            + "ZxIUChIKBXJhdGlvEgkKB2ZsaWdodHMaCE11bHRpcGx5CgQaAjg8GgRQbHVzGgJHdA=='}");
    tasks.marker();
    tasks.event(0, "UA", 5L, 1.0);
    tasks.event(0, "UA", 64L, 1.0);
    tasks.end();

    assertThat(tasks.results())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"rule\":\"row\",\"revision\":1,\"value\":true"))
        .anyMatch(line -> line.contains("\"key\":[\"UA\",0]") && line.endsWith("\"value\":true}"));
  }

  @Test
  void columnsOfSeveralTablesAreRefused() throws Exception {
    tasks.rule(
        "{'id':'a','revision':1,"
            + "'expr':'IiQKDgoMCgVkZWxheRIDCgFhCg4KDAoFcmF0aW8SAwoBYhoCR3Q='}");

    assertThat(tasks.errors()).hasSize(1).first().asString().contains("\"stage\":\"bind\"");
  }

  @Test
  void columnsInSqlMayBeQualifiedWithTheTable() throws Exception {
    tasks.rule("{'id':'a','revision':1,'sql':'events.delay + delay'}");
    tasks.marker();
    tasks.event(0, "UA", 5L, 1.0);

    assertThat(tasks.results()).hasSize(1).first().asString().contains("\"value\":10");
  }

  @ParameterizedTest
  @ValueSource(ints = {900, 4_000})
  void longExpressionsAreAnsweredOrRefusedInAnOrdinaryThread(int length) throws Exception {
    String sum = "delay" + " + delay".repeat(length);
    String or = "delay = 0" + " or delay = 7".repeat(3_000);
    String branches = "case" + " when delay = 8 then 1".repeat(length) + " else 2 end";
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                tasks.rule("{'id':'a','revision':1,'sql':'" + or + "'}");
                tasks.rule("{'id':'b','revision':1,'sql':'" + sum + "'}");
                tasks.rule("{'id':'c','revision':1,'sql':'" + branches + "'}");
                tasks.rule(
                    "{'id':'d','revision':1,'sql':'max(" + sum + ")','window':{'tumble':'1s'}}");
                tasks.rule(
                    "{'id':'e','revision':1,'sql':'max(delay)"
                        + " + max(delay)".repeat(length)
                        + "','window':{'tumble':'1s'}}");
                tasks.marker();
                tasks.event(0, "UA", 7L, 1.0);
                tasks.end();
              } catch (Throwable e) {
                thrown[0] = e;
              }
            },
            "task",
            1 << 20);
    thread.start();
    thread.join();

    assertThat(thrown[0]).isNull();
    List<String> refused = tasks.errors();
    assertThat(refused)
        .hasSize(length == 900 ? 0 : 4)
        .allMatch(line -> line.contains("LIMIT_EXCEEDED"));
    assertThat(tasks.results()).hasSize(5 - refused.size());
  }

  static String windowAndValue(String line) {
    java.util.regex.Matcher part =
        java.util.regex.Pattern.compile(
                "\"start\":\"([^\"]*)\",\"end\":\"([^\"]*)\"\\},\"value\":(.*)\\}")
            .matcher(line);
    assertThat(part.find()).isTrue();
    return seconds(part.group(1)) + ".." + seconds(part.group(2)) + "=" + part.group(3);
  }

  private static String seconds(String instant) {
    return java.time.Instant.parse(instant).getEpochSecond() + "s";
  }
}
