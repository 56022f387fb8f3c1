// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a broker says of a topic.
 *
 * @param partitions how many there are
 * @param valueBytes how long a value may be at most
 */
@PublicEvolving
public record TopicFacts(int partitions, int valueBytes) {
  private static final int SECONDS = 15;

  /** As large as messages are unless they are set up otherwise. */
  private static final String MESSAGE_BYTES = "1048576";

  /** For the key, headers and the batch around a message. */
  private static final int AROUND = 4_096;

  /** Asks; throws what says in a line what was found instead. */
  public static TopicFacts of(KafkaTopic topic) throws IOException {
    Properties properties = topic.properties();
    try (Admin admin = Admin.create(properties)) {
      int partitions =
          admin
              .describeTopics(List.of(topic.name()))
              .allTopicNames()
              .get(SECONDS, TimeUnit.SECONDS)
              .get(topic.name())
              .partitions()
              .size();
      int request =
          Integer.parseInt(
              properties.getProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MESSAGE_BYTES));
      return new TopicFacts(partitions, Math.min(request, messageBytes(admin, topic)) - AROUND);
    } catch (ExecutionException refused) {
      throw refused.getCause() instanceof UnknownTopicOrPartitionException
          ? new IOException(
              "no topic \"%s\" at %s".formatted(topic.name(), topic.servers()), refused)
          : new IOException(topic + ": " + firstLine(refused.getCause()), refused);
    } catch (TimeoutException silent) {
      throw new IOException(
          "no answer of %s within %d s".formatted(topic.servers(), SECONDS), silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("an interruption", interrupted);
    } catch (KafkaException | NumberFormatException unusable) {
      // Not its cause, which may quote what is secret.
      throw new IOException(topic + ": " + firstLine(bottom(unusable)));
    }
  }

  /** The topic's own bound; that of producers where this client may not see the other. */
  private static int messageBytes(Admin admin, KafkaTopic topic)
      throws InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try {
      ConfigEntry entry =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get(SECONDS, TimeUnit.SECONDS)
              .get(resource)
              .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      return Integer.parseInt(entry.value());
    } catch (ExecutionException hidden) {
      return Integer.parseInt(MESSAGE_BYTES);
    }
  }

  private static Throwable bottom(Throwable failed) {
    return failed.getCause() == null ? failed : bottom(failed.getCause());
  }

  /** A login that is not well written may have a piece of a password where it is quoted. */
  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("'.*' in JAAS config", "... in JAAS config");
  }
}
