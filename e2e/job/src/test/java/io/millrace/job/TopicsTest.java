// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.kafka.KafkaTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of topics that say what has no meaning in their place; no broker is asked. */
class TopicsTest {
  private static final String TOPIC = "kafka://localhost:1/t";

  @TempDir Path directory;

  /** A job over files, with more options. */
  private void pipeline(String... more) throws Exception {
    Path events = Files.writeString(directory.resolve("e.jsonl"), "");
    Path rules = Files.writeString(directory.resolve("r.jsonl"), "");
    List<String> words = new ArrayList<>(List.of("--schema", "n INT"));
    List<String> given = List.of(more);
    words.addAll(given.contains("--events") ? List.of() : List.of("--events", events.toString()));
    words.addAll(given.contains("--rules") ? List.of() : List.of("--rules", rules.toString()));
    words.addAll(given);
    new RulesPipeline(Options.parse(words.toArray(String[]::new)), Place.EMBEDDED);
  }

  @ParameterizedTest
  @EnumSource(names = {"OUT", "ERRORS", "SHADOW", "ACKS"})
  void whatIsWrittenToHasNoPlaceToBeReadFrom(Option option) {
    for (String query : List.of("until=latest", "from=earliest", "from=latest&until=latest")) {
      String uri = TOPIC + "?" + query;
      assertThatThrownBy(() -> pipeline("--" + option.word(), uri))
          .isInstanceOf(BadOption.class)
          .hasMessage(
              "Cannot use --%s: found \"%s\", expected a topic without from= and until=",
              option.word(), uri);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=latest", "from=committed"})
  void rulesAreReadFromTheBeginning(String query) {
    assertThatThrownBy(() -> pipeline("--rules", TOPIC + "?" + query))
        .isInstanceOf(BadOption.class)
        .hasMessage(
            "Cannot use --rules: found \"%s?%s\", expected a topic without from=", TOPIC, query);
  }

  @Test
  void thePlaceOfAGroupNeedsItsName() throws Exception {
    String uri = TOPIC + "?from=committed";
    assertThatThrownBy(() -> pipeline("--events", uri))
        .isInstanceOf(BadOption.class)
        .hasMessage(
            "Cannot use --events: found \"%s\", expected a group.id among the properties of"
                + " --kafka beside it",
            uri);
    Path properties = Files.writeString(directory.resolve("client"), "group.id=gate");
    Options options =
        Options.parse("--events", uri, "--rules", "r", "--kafka", properties.toString());
    assertThat(Topics.of(options).source(Option.EVENTS, uri).from())
        .isEqualTo(KafkaTopic.From.COMMITTED);
  }

  @Test
  void anAddressWithoutTopicIsRefused() {
    assertThatThrownBy(() -> pipeline("--events", "kafka://localhost:1"))
        .isInstanceOf(BadOption.class)
        .hasMessage(
            "Cannot use --events: found \"kafka://localhost:1\", expected kafka://host:port/topic");
  }

  @Test
  void propertiesThatCanNotBeReadAreNamedAndNotShown() throws Exception {
    assertThatThrownBy(() -> pipeline("--kafka", "none.properties"))
        .isInstanceOf(BadOption.class)
        .hasMessage(
            "Cannot use --kafka: found no readable file \"none.properties\", expected properties");
    Path broken = Files.writeString(directory.resolve("broken"), "a=\\uSecret");
    assertThatThrownBy(() -> pipeline("--kafka", broken.toString()))
        .isInstanceOf(BadOption.class)
        .hasMessageStartingWith("Cannot use --kafka: found no readable file")
        .hasMessageNotContaining("Secret")
        .hasNoCause();
  }
}
