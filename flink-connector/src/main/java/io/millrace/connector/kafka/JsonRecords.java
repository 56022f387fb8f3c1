// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import io.millrace.expr.Schema;
import io.millrace.json.AckJson;
import io.millrace.json.ErrorJson;
import io.millrace.json.ResultJson;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What comes out of rules as records: the key is the rule's id, null for an error without a rule,
 * the value a line of JSON.
 */
@PublicEvolving
public final class JsonRecords<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final SerializableFunction<T, String> key;
  private final SerializableFunction<T, String> line;

  private JsonRecords(
      String topic, SerializableFunction<T, String> key, SerializableFunction<T, String> line) {
    this.topic = topic;
    this.key = key;
    this.line = line;
  }

  /**
   * Of elements of any kind.
   *
   * @param key may give null
   */
  public static <T> JsonRecords<T> of(
      String topic, SerializableFunction<T, String> key, SerializableFunction<T, String> line) {
    return new JsonRecords<>(topic, key, line);
  }

  /**
   * @param schema of the events
   */
  public static JsonRecords<RuleResult> results(String topic, Schema schema) {
    return of(topic, RuleResult::rule, result -> ResultJson.line(result, schema));
  }

  /**
   * @param schema of the events
   */
  public static JsonRecords<RuleError> errors(String topic, Schema schema) {
    return of(topic, RuleError::rule, error -> ErrorJson.line(error, schema));
  }

  public static JsonRecords<RuleAck> acks(String topic) {
    return of(topic, RuleAck::rule, AckJson::line);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, bytes(key.apply(element)), bytes(line.apply(element)));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
