// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import io.millrace.connector.EventTimes;
import io.millrace.connector.JsonEvents;
import io.millrace.expr.Schema;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTypeInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The value of a record is a JSON object, its members by name the columns of an event; what can not
 * be read is an error that names topic, partition and offset. Events carry the watermark of their
 * partition, which begins anew with a source that is restored; {@link KafkaEvents} keeps it.
 */
@PublicEvolving
public final class RowRecords
    implements KafkaRecordDeserializationSchema<Either<Event, RuleError>> {
  private static final long serialVersionUID = 1L;
  private static final int PARTITION_BITS = 16;

  private final Schema schema;
  private final EventTimes times;
  private transient JsonEvents events;
  private transient Map<Integer, Long> watermarks;

  public RowRecords(Schema schema, EventTimes times) {
    this.schema = schema;
    this.times = times;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    events = new JsonEvents(schema, times);
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<Either<Event, RuleError>> output)
      throws IOException {
    long before = watermark(record.partition());
    String origin = RuleRecords.origin(record);
    long after = events.read(record.value(), number(record), origin, before, output::collect);
    if (after != before) {
      setWatermark(record.partition(), after);
    }
  }

  /** Rows of one time and different partitions need an order, whichever. */
  private static long number(ConsumerRecord<?, ?> record) {
    return (record.offset() << PARTITION_BITS) | (record.partition() & ((1 << PARTITION_BITS) - 1));
  }

  long watermark(int partition) {
    return watermarks().getOrDefault(partition, Long.MIN_VALUE);
  }

  void setWatermark(int partition, long watermark) {
    watermarks().put(partition, watermark);
  }

  private Map<Integer, Long> watermarks() {
    if (watermarks == null) {
      watermarks = new HashMap<>();
    }
    return watermarks;
  }

  void close() throws IOException {
    if (events != null) {
      events.close();
    }
  }

  @Override
  public TypeInformation<Either<Event, RuleError>> getProducedType() {
    return new EitherTypeInfo<>(EventTypeInfo.of(schema), RuleTypeInfo.ERROR);
  }
}
