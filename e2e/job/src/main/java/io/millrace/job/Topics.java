// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.connector.kafka.KafkaTopic;
import io.millrace.connector.kafka.TopicFacts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How topics that options name are reached.
 *
 * @param client properties of Kafka's clients
 */
record Topics(Map<String, String> client) {
  static Topics of(Options options) throws BadOption {
    String file = options.text(Option.KAFKA);
    Properties properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new BadOption(Option.KAFKA, "no readable file \"" + file + "\"", "properties");
      }
    }
    Map<String, String> client = new HashMap<>();
    properties.forEach((key, value) -> client.put((String) key, (String) value));
    return new Topics(client);
  }

  KafkaTopic topic(Option option, String uri) throws BadOption {
    try {
      return KafkaTopic.of(uri, client);
    } catch (IllegalArgumentException refused) {
      throw new BadOption(option, refused.getMessage());
    }
  }

  /** What is read or written from end to end: one that says otherwise is refused. */
  KafkaTopic whole(Option option, String uri) throws BadOption {
    KafkaTopic topic = topic(option, uri);
    if (topic.from() != KafkaTopic.From.EARLIEST) {
      throw new BadOption(option, "\"" + uri + "\"", "a topic without from=");
    }
    return topic;
  }

  static TopicFacts facts(Option option, KafkaTopic topic) throws BadOption {
    try {
      return TopicFacts.of(topic);
    } catch (IOException unreachable) {
      throw new BadOption(option, unreachable.getMessage(), "a topic that exists");
    }
  }
}
