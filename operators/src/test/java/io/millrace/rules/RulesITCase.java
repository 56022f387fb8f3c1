// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Schema;
import io.millrace.json.ErrorJson;
import io.millrace.json.ResultJson;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole graph on a cluster in this JVM, no type left to Kryo. */
class RulesITCase {
  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .build());

  private static final Schema SCHEMA = RuleTasks.SCHEMA;

  @ParameterizedTest
  @CsvSource({"1, hashmap", "3, hashmap", "2, rocksdb"})
  void rulesAnswerRowsAndWindows(int parallelism, String backend) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.enableCheckpointing(20);

    Rules.Outputs outputs = Rules.over(SCHEMA).apply(events(env), lines(env));
    List<String> results = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    Iterator<RuleResult> resultsLeft = outputs.results().collectAsync();
    Iterator<RuleError> errorsLeft = outputs.errors().collectAsync();
    env.execute();
    resultsLeft.forEachRemaining(result -> results.add(ResultJson.line(result, SCHEMA)));
    errorsLeft.forEachRemaining(error -> errors.add(ErrorJson.line(error, SCHEMA)));

    assertThat(errors).hasSize(1).first().asString().contains("UNKNOWN_NAME");
    assertThat(results)
        .filteredOn(line -> line.contains("\"rule\":\"row\""))
        .hasSize(10)
        .allMatch(line -> line.contains("\"value\":true,\"event\":{"));
    assertThat(results)
        .filteredOn(line -> line.contains("\"rule\":\"sum\""))
        .extracting(
            line ->
                line.replaceAll(".*\"key\":\\[\"(.*?)\"\\].*", "$1 ")
                    + RuleAnswersTest.windowAndValue(line))
        .containsExactlyInAnyOrderElementsOf(sums());
    assertThat(results).filteredOn(line -> line.contains("\"rule\":\"session\"")).hasSize(2);
  }

  @Test
  void windowsOfProcessingTimeCountEachEventOnce() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    env.enableCheckpointing(20);
    RuleLine rule =
        new RuleLine(
            "{\"id\":\"n\",\"revision\":1,\"sql\":\"count(*)\",\"window\":{\"tumble\":\"50ms\"}}",
            "test");
    DataStream<RuleLine> lines =
        env.fromData(List.of(rule, RuleLine.START_COMPLETE), TypeInformation.of(RuleLine.class));
    Rules.Outputs outputs =
        Rules.over(SCHEMA).withEventTime(EventTime.ARRIVAL).apply(events(env), lines);
    Iterator<RuleResult> results = outputs.results().collectAsync();
    Iterator<RuleError> errors = outputs.errors().collectAsync();
    long from = System.currentTimeMillis() / 50 * 50;
    env.execute();

    long counted = 0;
    while (results.hasNext()) {
      RuleResult result = results.next();
      assertThat(result.window().start()).isBetween(from, System.currentTimeMillis());
      counted += (long) result.value().value();
    }
    assertThat(counted).isEqualTo(1_000);
    assertThat(errors).toIterable().isEmpty();
  }

  @Test
  void aRuleThatFailsOnEachRowIsInTheGaugeOfEachInstance() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    RuleLine failing =
        new RuleLine("{\"id\":\"q\",\"revision\":1,\"sql\":\"1 / (delay - delay)\"}", "test");
    DataStream<RuleLine> lines =
        env.fromData(List.of(failing, RuleLine.START_COMPLETE), TypeInformation.of(RuleLine.class));

    Rules.Outputs outputs = Rules.over(SCHEMA).withQuarantineAfter(10).apply(events(env), lines);
    Iterator<RuleError> errorsLeft = outputs.errors().collectAsync();
    outputs.results().sinkTo(new DiscardingSink<>());
    JobExecutionResult done = env.execute();
    List<String> errors = new ArrayList<>();
    errorsLeft.forEachRemaining(error -> errors.add(ErrorJson.line(error, SCHEMA)));

    assertThat(errors).hasSize(22).filteredOn(line -> line.contains("LIMIT_EXCEEDED")).hasSize(2);
    assertThat(REPORTER.findMetrics(done.getJobID(), "rule router.*quarantinedRules").values())
        .hasSize(2)
        .allSatisfy(gauge -> assertThat(((Gauge<?>) gauge).getValue()).isEqualTo(1));
  }

  private static List<String> sums() {
    List<String> sums = new ArrayList<>();
    for (int hour = 0; hour < 10; hour++) {
      long even = 0;
      long odd = 0;
      for (int i = 100 * hour; i < 100 * hour + 100; i++) {
        even += i % 2 == 0 ? i : 0;
        odd += i % 2 == 0 ? 0 : i;
      }
      String window = 100 * hour + "s.." + (100 * hour + 100) + "s=";
      sums.add("AA " + window + even);
      sums.add("UA " + window + odd);
    }
    return sums;
  }

  private static DataStream<RuleLine> lines(StreamExecutionEnvironment env) {
    List<RuleLine> lines = new ArrayList<>();
    for (String rule :
        List.of(
            "{'id':'row','revision':1,'sql':'delay % 100 = 7'}",
            "{'id':'sum','revision':1,'sql':'sum(delay)','key':['carrier'],"
                + "'window':{'tumble':'100s'}}",
            "{'id':'session','revision':1,'sql':'first_value(delay)','key':['carrier'],"
                + "'window':{'session':'3s'}}",
            "{'id':'wrong','revision':1,'sql':'dely'}")) {
      lines.add(new RuleLine(rule.replace('\'', '"'), "test"));
    }
    lines.add(RuleLine.START_COMPLETE);
    return env.fromData(lines, TypeInformation.of(RuleLine.class));
  }

  private static DataStream<Event> events(StreamExecutionEnvironment env) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Object[] values = {i % 2 == 0 ? "AA" : "UA", (long) i, i / 2.0};
      events.add(new Event(i + 1, values, 1_000L * i, 1_000L * i - 1_001));
    }
    return env.fromData(events, EventTypeInfo.of(SCHEMA))
        .setParallelism(1)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.forGenerator(context -> new CarriedWatermark()))
        .setParallelism(1)
        .rebalance();
  }

  private static final class CarriedWatermark implements WatermarkGenerator<Event> {
    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
      output.emitWatermark(new org.apache.flink.api.common.eventtime.Watermark(event.watermark()));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
