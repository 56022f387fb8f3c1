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
  private static final String GROUP = "group.id";

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

  /** One that is read from where it says. */
  KafkaTopic source(Option option, String uri) throws BadOption {
    KafkaTopic topic = topic(option, uri);
    if (topic.from() == KafkaTopic.From.COMMITTED && !client.containsKey(GROUP)) {
      throw new BadOption(
          option, "\"" + uri + "\"", "a " + GROUP + " among the properties of --kafka beside it");
    }
    return topic;
  }

  /** One that is read from its beginning. */
  KafkaTopic whole(Option option, String uri) throws BadOption {
    KafkaTopic topic = topic(option, uri);
    if (topic.from() != KafkaTopic.From.EARLIEST) {
      throw new BadOption(option, "\"" + uri + "\"", "a topic without from=");
    }
    return topic;
  }

  /** One that is written to, which has nothing to say about reading. */
  KafkaTopic target(Option option, String uri) throws BadOption {
    KafkaTopic topic = topic(option, uri);
    if (uri.contains("?")) {
      throw new BadOption(option, "\"" + uri + "\"", "a topic without from= and until=");
    }
    return topic;
  }

  private KafkaTopic topic(Option option, String uri) throws BadOption {
    try {
      return KafkaTopic.of(uri, client);
    } catch (IllegalArgumentException refused) {
      throw new BadOption(option, refused.getMessage());
    }
  }

  static TopicFacts facts(Option option, KafkaTopic topic) throws BadOption {
    try {
      return TopicFacts.of(topic);
    } catch (IOException unreachable) {
      throw new BadOption(option, unreachable.getMessage(), "a topic that exists");
    }
  }
}
