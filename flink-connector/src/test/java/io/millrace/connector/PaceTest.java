// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void withoutLimitEveryRowGoes() {
    Pace pace = new Pace(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(pace.take()).isTrue();
    }
  }

  @Test
  void withALimitTheNextRowWaits() {
    Pace pace = new Pace(0.001);
    assertThat(pace.take()).isTrue();
    assertThat(pace.take()).isFalse();
    assertThat(pace.next()).isNotDone();
  }

  @Test
  void waitingRowGoesWhenItsTimeHasCome() {
    Pace pace = new Pace(50);
    assertThat(pace.take()).isTrue();
    assertThat(pace.take()).isFalse();
    while (!pace.take()) {
      pace.next().join();
    }
  }
}
