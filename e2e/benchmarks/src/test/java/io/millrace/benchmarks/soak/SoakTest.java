// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoakTest {
  @Test
  void noTwoRulesAreTheSame() {
    Set<String> puts = new HashSet<>();
    for (int rule = 0; rule < 40_000; rule++) {
      List<String> lines = DistinctRules.lines(rule, 10_000);
      puts.add(
          lines.get(lines.size() - 1).replaceFirst("\\{\"id\":\"r\\d+\",\"revision\":\\d+,", ""));
    }
    assertThat(puts).hasSize(40_000);
    assertThat(DistinctRules.changes(40_000, 10_000)).isEqualTo(40_000 + 30_000 / 50);
  }

  /** The small form of the command: rules that go leave nothing behind. */
  @Test
  void aJobOfRulesThatComeAndGoStaysFlat() throws Exception {
    List<Footprint> footprints = Soak.run(1_000, 100, System.out::println);
    assertThat(footprints).hasSize(10);
    Footprint settled = footprints.get(3);
    assertThat(footprints.get(9))
        .as("beside %s", settled)
        .matches(last -> last.isAsFlatAs(settled), "is as flat");
  }
}
