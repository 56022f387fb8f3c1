// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A topic, and how to reach and read it.
 *
 * @param servers {@code host:port}, more than one behind commas
 * @param until where reading ends
 * @param client properties of Kafka's clients, such as those of security
 */
@PublicEvolving
public record KafkaTopic(
    String servers, String name, From from, Until until, Map<String, String> client)
    implements Serializable {
  private static final String SCHEME = "kafka://";

  /** What brokers allow unless they are set up otherwise. */
  private static final String TRANSACTION_MILLIS = "900000";

  /** Where reading begins at a fresh start. */
  public enum From {
    EARLIEST,
    /** Behind what is there. */
    LATEST,
    /** Where the consumer group is, and at the beginning where it is nowhere. */
    COMMITTED
  }

  /** Where reading ends. */
  public enum Until {
    NEVER,
    /** With what is there at the start. */
    LATEST
  }

  public KafkaTopic {
    client = Map.copyOf(client);
  }

  /** Whether a text is meant to be an address of a topic. */
  public static boolean isMeantBy(String uri) {
    return uri.startsWith(SCHEME);
  }

  /**
   * Reads {@code kafka://host:port/topic}, with {@code ?from=earliest|latest|committed} and {@code
   * until=latest}; throws IllegalArgumentException that says what was found and expected.
   */
  public static KafkaTopic of(String uri, Map<String, String> client) {
    String[] parts = uri.substring(SCHEME.length()).split("\\?", 2);
    int slash = parts[0].indexOf('/');
    String servers = slash < 0 ? parts[0] : parts[0].substring(0, slash);
    String name = slash < 0 ? "" : parts[0].substring(slash + 1);
    if (!name.matches("[A-Za-z0-9._-]+") || !servers.matches("[^,]+:\\d+(,[^,]+:\\d+)*")) {
      throw new IllegalArgumentException(
          "found \"%s\", expected kafka://host:port/topic".formatted(uri));
    }
    KafkaTopic topic = new KafkaTopic(servers, name, From.EARLIEST, Until.NEVER, client);
    String query = parts.length == 1 ? "" : parts[1];
    for (String each : query.isEmpty() ? new String[0] : query.split("&")) {
      topic = topic.with(each);
    }
    return topic;
  }

  private KafkaTopic with(String setting) {
    return switch (setting) {
      case "from=earliest" -> new KafkaTopic(servers, name, From.EARLIEST, until, client);
      case "from=latest" -> new KafkaTopic(servers, name, From.LATEST, until, client);
      case "from=committed" -> new KafkaTopic(servers, name, From.COMMITTED, until, client);
      case "until=latest" -> new KafkaTopic(servers, name, from, Until.LATEST, client);
      default ->
          throw new IllegalArgumentException(
              "found \"%s\", expected from=earliest, from=latest, from=committed or until=latest"
                  .formatted(setting));
    };
  }

  /**
   * Of consumers. What is not committed is not read, unless {@code isolation.level} says otherwise.
   */
  Properties consumer() {
    Properties properties = properties();
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return properties;
  }

  /** Of clients that are made in this class loader. */
  Properties properties() {
    ScramMechanism.registerFor(client);
    Properties properties = new Properties();
    client.forEach((key, value) -> properties.setProperty(key, bundled(value)));
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }

  /** A jar that brings Kafka's classes along has them under other names. */
  private static String bundled(String value) {
    String names = String.join(".", "org", "apache", "kafka", "");
    String here = ConsumerConfig.class.getName().replace("clients.consumer.ConsumerConfig", "");
    return value.replace(names, here);
  }

  <T> KafkaSourceBuilder<T> source() {
    KafkaSourceBuilder<T> source =
        KafkaSource.<T>builder()
            .setProperties(consumer())
            .setTopics(name)
            .setStartingOffsets(start());
    return until == Until.NEVER ? source : source.setBounded(OffsetsInitializer.latest());
  }

  private OffsetsInitializer start() {
    return switch (from) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  /**
   * A sink into the topic.
   *
   * @param transactions what its transactions' ids begin with, of one job only, for exactly once;
   *     null for at least once
   */
  public <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records, String transactions) {
    Properties properties = properties();
    var sink = KafkaSink.<T>builder().setRecordSerializer(records);
    if (transactions != null) {
      properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
      sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix(transactions);
    } else {
      sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
    return sink.setKafkaProducerConfig(properties).build();
  }

  @Override
  public String toString() {
    return SCHEME + servers + "/" + name;
  }
}
