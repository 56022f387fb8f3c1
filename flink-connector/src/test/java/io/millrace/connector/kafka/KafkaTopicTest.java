// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTopicTest {
  @Test
  void anAddressHasServersATopicAndWhereReadingBeginsAndEnds() {
    KafkaTopic topic =
        KafkaTopic.of("kafka://a:9092,b:9092/rules?from=committed&until=latest", Map.of());
    assertThat(topic)
        .isEqualTo(
            new KafkaTopic(
                "a:9092,b:9092",
                "rules",
                KafkaTopic.From.COMMITTED,
                KafkaTopic.Until.LATEST,
                Map.of()));
    assertThat(KafkaTopic.of("kafka://a:9092/rules", Map.of()))
        .isEqualTo(
            new KafkaTopic(
                "a:9092", "rules", KafkaTopic.From.EARLIEST, KafkaTopic.Until.NEVER, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka://a:9092",
        "kafka://a/rules",
        "kafka:///rules",
        "kafka://a:9092/",
        "kafka://a:9092/x/y",
        "kafka://a:9092/rules?until=never",
      })
  void anotherIsRefused(String uri) {
    assertThatThrownBy(() -> KafkaTopic.of(uri, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("found \".*\", expected .*");
  }

  @Test
  void onlyWhatIsCommittedIsReadUnlessOneSaysOtherwise() {
    assertThat(KafkaTopic.of("kafka://a:9092/t", Map.of()).consumer())
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("bootstrap.servers", "a:9092");
    assertThat(
            KafkaTopic.of("kafka://a:9092/t", Map.of("isolation.level", "read_uncommitted"))
                .consumer())
        .containsEntry("isolation.level", "read_uncommitted");
  }

  @Test
  void aSplitKeepsItsWatermark() throws Exception {
    TimedSplit.Serializer serializer =
        new TimedSplit.Serializer(new KafkaPartitionSplitSerializer());
    KafkaPartitionSplit split = new KafkaPartitionSplit(new TopicPartition("t", 3), 7, 9);
    assertThat(serializer.deserialize(1, serializer.serialize(new TimedSplit(split, 42))))
        .isEqualTo(new TimedSplit(split, 42));
    assertThat(serializer.deserialize(1, serializer.serialize(split)))
        .isEqualTo(new TimedSplit(split, Long.MIN_VALUE));
  }
}
