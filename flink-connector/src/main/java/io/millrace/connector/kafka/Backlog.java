// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What lies in a topic: for each partition that has a record to read, the offset behind the last.
 * That is not always the end, which marks of transactions and compaction leave behind records.
 */
record Backlog(Map<Integer, Long> ends) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

  static Backlog of(KafkaTopic topic) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            topic.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream().map(Backlog::partition).toList();
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<Integer, Long> ends = new HashMap<>();
      for (Map.Entry<TopicPartition, Long> each : consumer.endOffsets(partitions).entrySet()) {
        long behind =
            behindLast(consumer, each.getKey(), begins.get(each.getKey()), each.getValue());
        if (behind > 0) {
          ends.put(each.getKey().partition(), behind);
        }
      }
      return new Backlog(ends);
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /** 0 if there is none. Looks ever farther back from the end. */
  private static long behindLast(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end)
      throws IOException {
    consumer.assign(List.of(partition));
    long start = System.nanoTime();
    long found = 0;
    long from = end;
    for (long back = 1; found == 0 && from > begin; back *= 16) {
      from = Math.max(begin, end - back);
      consumer.seek(partition, from);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            found = Math.max(found, record.offset() + 1);
          }
        }
        if (System.nanoTime() - start > PATIENCE) {
          throw new IOException("Cannot read %s up to %d in a minute".formatted(partition, end));
        }
      }
    }
    return found;
  }
}
