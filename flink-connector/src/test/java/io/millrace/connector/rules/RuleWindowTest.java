// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.json.RuleJson;
import io.millrace.types.Rule;
import io.millrace.types.RuleSerializer;
import io.millrace.types.RuleWindow;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of window is said in JSON, kept in state and shown by tables, as the same window. */
class RuleWindowTest {
  static Stream<String> windows() {
    return Stream.of("{'tumble':'1h30m'}", "{'hop':['1h','10m']}", "{'session':'250ms'}");
  }

  @Test
  void noKindIsForgotten() {
    assertThat(windows().map(RuleWindowTest::rule).map(Rule::window))
        .extracting(window -> (Object) window.getClass())
        .containsOnly((Object[]) RuleWindow.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("windows")
  void itIsTheSameEverywhere(String window) throws IOException {
    Rule rule = rule(window);

    DataOutputSerializer out = new DataOutputSerializer(64);
    RuleSerializer.INSTANCE.serialize(rule, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(RuleSerializer.INSTANCE.deserialize(in)).isEqualTo(rule);

    String shown = RuleColumn.WINDOW.value(rule).toString();
    assertThat(rule(shown).window()).isEqualTo(rule.window());
  }

  private static Rule rule(String window) {
    String json = "{'id':'r','revision':1,'sql':'count(*)','window':%s}".formatted(window);
    return RuleJson.parse(json.replace('\'', '"')).rule();
  }
}
