// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rules.RuleLine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleRecordsTest {
  private final RuleRecords records = new RuleRecords();

  @Test
  void aValueIsALineAndNoValueForgetsTheKey() throws Exception {
    assertThat(Records.read(records, Records.record(0, 5, "a", "{}")))
        .containsExactly(new RuleLine("{}", "t[0]@5", "a"));
    assertThat(Records.read(records, Records.record(0, 6, null, "{}")))
        .containsExactly(new RuleLine("{}", "t[0]@6"));
    assertThat(Records.read(records, Records.record(0, 7, "a", null)))
        .containsExactly(RuleLine.tombstone("a", "t[0]@7"));
  }

  @Test
  void neitherKeyNorValueIsALineThatIsRefused() throws Exception {
    assertThat(Records.read(records, Records.record(2, 7, null, null)))
        .containsExactly(new RuleLine("null", "t[2]@7"));
  }

  @Test
  void theBacklogIsReadWhenAllItsPartitionsAre() throws Exception {
    Backlog backlog = new Backlog(Map.of(0, 3L, 1, 1L));
    assertThat(records.isBehind(new Backlog(Map.of()))).isTrue();
    Records.read(records, Records.record(0, 2, "a", "{}"));
    assertThat(records.isBehind(backlog)).isFalse();
    Records.read(records, Records.record(1, 8, "a", "{}"));
    assertThat(records.isBehind(backlog)).isTrue();
  }
}
