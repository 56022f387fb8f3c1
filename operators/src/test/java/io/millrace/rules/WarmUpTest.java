// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void itsRulesAreRulesHoweverOftenItRuns() {
    for (int i = 0; i < 3; i++) {
      assertThatCode(WarmUp::run).doesNotThrowAnyException();
    }
  }
}
