// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import io.millrace.rules.RuleLine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The value of a record is a rule line, its key the rule's id or none; a record without value
 * forgets the rule of its key. A source of its own does not tell when the first rules are all
 * there, as {@link KafkaRules} does.
 */
@PublicEvolving
public final class RuleRecords implements KafkaRecordDeserializationSchema<RuleLine> {
  private static final long serialVersionUID = 1L;

  /** Behind the last record of each partition. */
  private transient Map<Integer, Long> read;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleLine> output) {
    String origin = origin(record);
    String key = record.key() == null ? null : text(record.key());
    if (record.value() != null) {
      output.collect(new RuleLine(text(record.value()), origin, key));
    } else if (key != null) {
      output.collect(RuleLine.tombstone(key, origin));
    } else {
      // No JSON object: refused with its place.
      output.collect(new RuleLine("null", origin));
    }
    moveTo(record.partition(), record.offset() + 1);
  }

  void moveTo(int partition, long offset) {
    read().merge(partition, offset, Math::max);
  }

  /** Whether all of a backlog has been read. */
  boolean isBehind(Backlog backlog) {
    return backlog.ends().entrySet().stream()
        .allMatch(each -> read().getOrDefault(each.getKey(), 0L) >= each.getValue());
  }

  private Map<Integer, Long> read() {
    if (read == null) {
      read = new HashMap<>();
    }
    return read;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String origin(ConsumerRecord<?, ?> record) {
    return "%s[%d]@%d".formatted(record.topic(), record.partition(), record.offset());
  }

  @Override
  public TypeInformation<RuleLine> getProducedType() {
    return TypeInformation.of(RuleLine.class);
  }
}
