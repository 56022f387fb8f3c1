// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of a topic {@code t}, without a broker. */
final class Records {
  private Records() {}

  static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, String key, String value) {
    return new ConsumerRecord<>("t", partition, offset, bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static <T> List<T> read(
      KafkaRecordDeserializationSchema<T> schema, ConsumerRecord<byte[], byte[]> record)
      throws Exception {
    List<T> read = new ArrayList<>();
    schema.deserialize(
        record,
        new Collector<>() {
          @Override
          public void collect(T element) {
            read.add(element);
          }

          @Override
          public void close() {}
        });
    return read;
  }
}
