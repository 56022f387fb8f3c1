// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that is restored after each element of a random stream gives what one alone gives. */
class EachElementTest {
  private static final int STREAMS = 2;
  private static final int LENGTH = 60;

  @ParameterizedTest
  @EnumSource
  void restoresShowNowhere(KeptTask task) throws Exception {
    long seed = System.nanoTime();
    for (int i = 0; i < STREAMS; i++) {
      List<KeptTask.Element> stream = KeptTask.stream(new Random(seed + i), LENGTH);
      try (KeptTask.Run alone = task.new Run();
          KeptTask.Run restored = task.new Run()) {
        for (KeptTask.Element element : stream) {
          alone.give(element);
          restored.give(element);
          restored.restart();
        }
        assertThat(alone.output()).hasSizeGreaterThan(5);
        assertThat(restored.output()).as("seed %d", seed + i).isEqualTo(alone.output());
      }
    }
  }
}
