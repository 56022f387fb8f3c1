// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.json.RuleJson;
import io.millrace.types.Rule;
import io.millrace.types.RuleTimeline;
import io.millrace.types.RuleVersion;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

/** What reporters see of rules. */
class RuleMetricsTest {
  private static final int MOST = 100;

  /** By its groups below the operator's and its name. */
  private final Map<String, Metric> reported = new TreeMap<>();

  private final Set<Rule> quarantined = new HashSet<>();
  private final RuleMetrics metrics =
      new RuleMetrics(
          TaskManagerMetricGroup.createTaskManagerMetricGroup(
              TestingMetricRegistry.builder()
                  .setRegisterConsumer(
                      (metric, name, group) ->
                          reported.put(place(group.getScopeComponents(), name), metric))
                  .setUnregisterConsumer(
                      (metric, name, group) ->
                          reported.remove(place(group.getScopeComponents(), name)))
                  .build(),
              "localhost",
              new ResourceID("tm")),
          MOST,
          quarantined::contains);

  private static String place(String[] scope, String name) {
    String groups = String.join(".", scope);
    int ours = groups.indexOf("millrace.");
    return (ours < 0 ? "" : groups.substring(ours) + '.') + name;
  }

  private static Rule rule(String id, long revision) {
    return RuleJson.parse(
            "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"true\"}".formatted(id, revision))
        .rule();
  }

  private Rule put(String id, long revision) {
    Rule rule = rule(id, revision);
    put(rule);
    return rule;
  }

  private void put(Rule rule) {
    metrics.put(TimelineKey.inForce(rule.id()), RuleTimeline.EMPTY.with(new RuleVersion(rule), 1));
  }

  private long count(String metric) {
    return ((Counter) reported.get("millrace.rule." + metric)).getCount();
  }

  private Object gauge(String metric) {
    return ((Gauge<?>) reported.get("millrace.rule." + metric)).getValue();
  }

  @Test
  void aRuleHasItsOwn() {
    Rule first = put("late", 1);
    metrics.result(first);
    metrics.result(first);
    metrics.failed(first);
    Rule second = put("late", 2);
    metrics.result(second);
    quarantined.add(second);

    assertThat(count("late.numMatches")).isEqualTo(3);
    assertThat(count("late.numErrors")).isEqualTo(1);
    assertThat(gauge("late.ruleVersion")).isEqualTo(2L);
    assertThat(gauge("late.quarantined")).isEqualTo(1);
  }

  @Test
  void aShadowHasItsOwnBesideThoseOfItsRule() {
    Rule rule = put("late", 1);
    Rule shadow = shadow("late", 2);
    metrics.result(rule);
    metrics.result(shadow);
    metrics.result(shadow);
    metrics.failed(shadow);
    quarantined.add(shadow);

    assertThat(count("late.numMatches")).isEqualTo(1);
    assertThat(count("late.numErrors")).isZero();
    assertThat(ofShadow("late.numMatches")).isEqualTo(2L);
    assertThat(ofShadow("late.numErrors")).isEqualTo(1L);
    assertThat(ofShadow("late.ruleVersion")).isEqualTo(2L);
    assertThat(ofShadow("late.quarantined")).isEqualTo(1);
    assertThat(gauge("late.quarantined")).isEqualTo(0);

    metrics.put(TimelineKey.shadow("late"), RuleTimeline.EMPTY);
    assertThat(reported).doesNotContainKey("millrace.shadow.late.numMatches");
    for (int i = 0; i < 2 * MOST; i++) {
      metrics.result(shadow("s" + i, 1));
    }
    assertThat(ofShadow("other.numMatches")).isEqualTo(MOST + 1L);
    assertThat(reported).doesNotContainKey("millrace.rule.other.numMatches");
  }

  private Rule shadow(String id, long revision) {
    Rule rule =
        RuleJson.parse(
                "{\"id\":\"%s\",\"revision\":%d,\"action\":\"shadow\",\"sql\":\"true\"}"
                    .formatted(id, revision))
            .rule();
    metrics.put(
        TimelineKey.of(rule), RuleTimeline.ofShadow(new RuleVersion(rule), 1, RuleTimeline.EMPTY));
    return rule;
  }

  private Object ofShadow(String metric) {
    Metric found = reported.get("millrace.shadow." + metric);
    return found instanceof Counter counter ? counter.getCount() : ((Gauge<?>) found).getValue();
  }

  @Test
  void thousandsOfRulesAreNotThousandsOfMetrics() {
    for (int i = 0; i < 5_000; i++) {
      metrics.result(put("r" + i, 1));
    }

    assertThat(reported).hasSize(4 * MOST + 2);
    assertThat(count("r99.numMatches")).isEqualTo(1);
    assertThat(count("other.numMatches")).isEqualTo(5_000 - MOST);
  }

  /** Flink keeps something of each group of metrics, also of those that are closed. */
  @Test
  void idsThatComeAndGoForEverDoNotAllHaveTheirOwn() {
    for (int i = 0; i < RuleMetrics.IDS_OF_EACH * MOST; i++) {
      metrics.result(put("r" + i, 1));
      put(rule("r" + i, 2).removal());
    }
    metrics.result(put("one more", 1));
    metrics.result(put("r3", 3));

    assertThat(reported).doesNotContainKey("millrace.rule.one more.numMatches");
    assertThat(count("other.numMatches")).isEqualTo(1);
    assertThat(count("r3.numMatches")).as("known by its id").isEqualTo(1);
  }

  @Test
  void aRuleThatHasTheNameOfTheOthersIsOneOfThem() {
    metrics.result(put("other", 1));
    for (int i = 0; i <= MOST; i++) {
      metrics.result(put("r" + i, 1));
    }
    assertThat(count("other.numMatches")).isEqualTo(2);
  }

  @Test
  void aRuleThatGoesMakesRoom() {
    for (int i = 0; i < MOST; i++) {
      put("r" + i, 1);
    }
    put(rule("r7", 2).removal());
    assertThat(reported).doesNotContainKey("millrace.rule.r7.numMatches");

    metrics.result(put("new", 1));
    assertThat(count("new.numMatches")).isEqualTo(1);

    put(rule("new", 2).removal());
    metrics.result(put("r7", 3));
    assertThat(count("r7.numMatches")).as("counted anew").isEqualTo(1);
  }
}
