// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events that are numbers, one a second, rules over them, and the job that has both in topics. */
final class Numbers {
  private Numbers() {}

  static String event(int n) {
    return "{\"n\":%d,\"at\":\"2026-01-01T00:%02d:%02d\"}".formatted(n, n / 60 % 60, n % 60);
  }

  /** With keys, so that they are spread over the partitions by turns. */
  static Stream<String[]> events(int from, int until) {
    return IntStream.range(from, until).mapToObj(n -> new String[] {"" + n % 7, event(n)});
  }

  static String rule(String id, int revision, String sql) {
    return "{\"id\":\"%s\",\"revision\":%d,\"sql\":\"%s\"}".formatted(id, revision, sql);
  }

  static List<String> options(String events, String rules, String... more) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--schema", "n INT, at TIMESTAMP, text VARCHAR", "--event-time", "at"));
    options.addAll(List.of("--events", events, "--rules", rules));
    options.addAll(List.of(more));
    return options;
  }

  /** Those for which a rule said something. */
  static List<Integer> of(String rule, List<ConsumerRecord<String, String>> results) {
    return results.stream()
        .filter(record -> record.key().equals(rule))
        .map(record -> Integer.parseInt(record.value().replaceFirst(".*\"n\":(\\d+),.*", "$1")))
        .toList();
  }

  static List<Integer> range(int from, int until) {
    return IntStream.range(from, until).boxed().toList();
  }
}
