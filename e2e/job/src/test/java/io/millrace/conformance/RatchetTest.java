// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatchetTest {
  @Test
  void casesThatFailOneAfterTheOtherAreARange() {
    List<String> numbers = List.of("0001", "0003", "0004", "0006", "0007", "0009");
    Ratchet ratchet = Ratchet.of("math", numbers, List.of("0001", "0004", "0006", "0007"));
    assertThat(ratchet).hasToString("math 2/6 0001 0004-0007");
    assertThat(numbers)
        .filteredOn(Ratchet.parse(ratchet.toString())::fails)
        .containsExactly("0001", "0004", "0006", "0007");
  }

  @Test
  void anAreaWithoutFailuresIsItsCount() {
    Ratchet ratchet = Ratchet.of("math", List.of("0001"), List.of());
    assertThat(ratchet).hasToString("math 1/1");
    assertThat(Ratchet.parse("math 1/1").fails("0001")).isFalse();
  }
}
