// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.connector.RulesSource;
import io.millrace.connector.kafka.KafkaRules;
import io.millrace.connector.kafka.KafkaTopic;
import io.millrace.rules.RuleLine;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where rules come from: the forms of {@code --rules}.
 *
 * @param uid by which its place is found in state
 */
record RuleInput(Source<RuleLine, ?, ?> source, String uid) {
  static RuleInput of(Options options, Topics topics) throws BadOption {
    String uri = options.text(Option.RULES);
    if (KafkaTopic.isMeantBy(uri)) {
      KafkaTopic topic = topics.whole(Option.RULES, uri);
      Topics.facts(Option.RULES, topic);
      return new RuleInput(new KafkaRules(topic), "rules-kafka");
    }
    FileStatus found = InputFile.status(Option.RULES, uri);
    Path path = new Path(uri);
    if (found.isDir()) {
      return new RuleInput(RulesSource.directory(path), "rules");
    }
    if (!path.getName().endsWith(".jsonl")) {
      throw new BadOption(Option.RULES, "\"" + uri + "\"", "a .jsonl file or a directory");
    }
    return new RuleInput(RulesSource.file(path), "rules");
  }

  DataStream<RuleLine> connect(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "rules")
        .setParallelism(1)
        .uid(uid);
  }
}
