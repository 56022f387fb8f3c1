// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.RecordedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks go on from what each release kept, with the output that it would have had. {@code
 * -Dmillrace.write=true} records the newest release anew.
 */
class OperatorUpgradeTest {
  private static final String SNAPSHOT = "snapshot";
  private static final List<KeptTask.Element> STREAM = KeptTask.stream(new Random(55), 60);
  private static final int HALF = STREAM.size() / 2;

  static Stream<Arguments> recorded() {
    return Arrays.stream(KeptTask.values())
        .flatMap(
            task ->
                RecordedState.of(task.name().toLowerCase(Locale.ROOT))
                    .map(state -> Arguments.of(task, state)));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void goesOn(KeptTask task, RecordedState state) throws Exception {
    if (state.isWritten()) {
      write(task, state);
    }
    try (KeptTask.Run run = task.new Run(state.read(SNAPSHOT), STREAM.subList(0, HALF))) {
      for (KeptTask.Element element : STREAM.subList(HALF, STREAM.size())) {
        run.give(element);
      }
      assertThat(run.output()).isNotEmpty().isEqualTo(state.output());
    }
  }

  private static void write(KeptTask task, RecordedState state) throws Exception {
    try (KeptTask.Run run = task.new Run()) {
      for (KeptTask.Element element : STREAM.subList(0, HALF)) {
        run.give(element);
      }
      state.write(SNAPSHOT, run.snapshot());
      List<String> before = run.output();
      for (KeptTask.Element element : STREAM.subList(HALF, STREAM.size())) {
        run.give(element);
      }
      List<String> after = new ArrayList<>(run.output());
      before.forEach(after::remove);
      state.writeOutput(after);
    }
  }
}
