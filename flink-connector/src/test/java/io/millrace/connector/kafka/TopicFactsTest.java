// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFactsTest {
  /** Of each, Kafka's client quotes what it stumbles over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=open sesame;",
        "password=open;sesame sesame;",
        "password=\"open\" sesame",
        "password=\"open\"sesame\";",
      })
  void aLoginThatIsNotWellWrittenIsRefusedAndNotShown(String password) {
    Map<String, String> client =
        Map.of(
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" "
                + password);
    assertThatThrownBy(() -> TopicFacts.of(KafkaTopic.of("kafka://localhost:1/t", client)))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("kafka://localhost:1/t: .*JAAS config.*")
        .hasMessageNotContaining("sesame")
        .hasMessageNotContaining("open");
  }
}
