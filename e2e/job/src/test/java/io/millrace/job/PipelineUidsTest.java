// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint finds its operators by what a release keeps, not by what Flink makes of the graph.
 */
class PipelineUidsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"lines.jsonl", "lines"})
  void everyOperatorHasAnIdOfItsOwn(String destination) throws Exception {
    List<String> words = new ArrayList<>(List.of("--schema", "n INT"));
    for (String option : List.of("--events", "--rules")) {
      words.addAll(List.of(option, file(option).toString()));
    }
    for (String option : List.of("out", "errors", "shadow", "acks")) {
      words.addAll(List.of("--" + option, directory.resolve(option + destination).toString()));
    }
    Configuration noneMadeUp = new Configuration();
    noneMadeUp.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(noneMadeUp);
    new RulesPipeline(Options.parse(words.toArray(String[]::new)), Place.EMBEDDED).build(env);

    assertThat(env.getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("events", "rules", "results", "shadow-errors-json", "acks")
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  private Path file(String option) throws Exception {
    return Files.writeString(directory.resolve(option.substring(2) + ".jsonl"), "");
  }
}
