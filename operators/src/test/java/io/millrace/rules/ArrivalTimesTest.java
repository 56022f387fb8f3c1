// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.RecordedState;
import io.millrace.types.Event;
import io.millrace.types.EventTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events have the time when they come, and the watermark follows the clock. */
class ArrivalTimesTest {
  private static OneInputStreamOperatorTestHarness<Event, Event> task(
      OperatorSubtaskState state, long clock) throws Exception {
    var task = new OneInputStreamOperatorTestHarness<Event, Event>(new ArrivalTimes());
    task.setup(EventTypeInfo.of(RuleTasks.SCHEMA).createSerializer(null));
    task.setProcessingTime(clock);
    if (state != null) {
      task.initializeState(state);
    }
    task.open();
    return task;
  }

  private static void event(OneInputStreamOperatorTestHarness<Event, Event> task, long number)
      throws Exception {
    Event event = new Event(number, new Object[] {"UA", 1L, null}, 5, 3);
    task.processElement(new StreamRecord<>(event, 5));
  }

  private static List<String> taken(OneInputStreamOperatorTestHarness<Event, Event> task) {
    List<String> taken = new ArrayList<>();
    while (!task.getOutput().isEmpty()) {
      Object next = task.getOutput().poll();
      if (next instanceof Watermark mark) {
        taken.add("until " + mark.getTimestamp());
      } else if (next instanceof StreamRecord<?> each && each.getValue() instanceof Event event) {
        taken.add(event.number() + " at " + event.time() + " after " + event.watermark());
      }
    }
    return taken;
  }

  @Test
  void timeIsThatOfTheClockAndPassesWithoutEvents() throws Exception {
    try (var task = task(null, 1_000)) {
      event(task, 1);
      task.setProcessingTime(1_200);
      event(task, 2);
      task.processWatermark(new Watermark(9_000));
      task.setProcessingTime(1_600);
      assertThat(taken(task))
          .containsExactly(
              "1 at 1000 after " + Long.MIN_VALUE,
              "until 1199",
              "2 at 1200 after 1199",
              "until 1599");
      task.processWatermark(Watermark.MAX_WATERMARK);
      task.setProcessingTime(5_000);
      assertThat(taken(task)).containsExactly("until " + Long.MAX_VALUE);
    }
  }

  /** A clock that is set back, and then jumps ahead, moves times in one direction only. */
  @Test
  void aClockThatStepsMovesTimesInOneDirection() throws Exception {
    OperatorSubtaskState state;
    try (var task = task(null, 7_000)) {
      event(task, 1);
      task.setProcessingTime(7_200);
      assertThat(taken(task)).containsExactly("1 at 7000 after " + Long.MIN_VALUE, "until 7199");
      state = task.snapshot(1, 1);
    }
    try (var task = task(state, 2_000)) {
      event(task, 2);
      task.setProcessingTime(7_100);
      event(task, 3);
      assertThat(taken(task))
          .containsExactly(
              "2 at 7200 after " + Long.MIN_VALUE, "until 7199", "3 at 7200 after 7199");
      task.setProcessingTime(90_000);
      event(task, 4);
      assertThat(taken(task)).last().isEqualTo("4 at 90000 after 89999");
    }
  }

  static Stream<RecordedState> recorded() {
    return RecordedState.of("times");
  }

  /** {@code -Dmillrace.write=true} records the newest release anew. */
  @ParameterizedTest
  @MethodSource("recorded")
  void timesGoOnFromWhatEachReleaseKept(RecordedState recorded) throws Exception {
    if (recorded.isWritten()) {
      try (var task = task(null, 7_000)) {
        event(task, 1);
        recorded.write("times", task.snapshot(1, 1));
      }
      recorded.writeOutput(after(recorded));
    }
    assertThat(after(recorded)).isEqualTo(recorded.output()).contains("3 at 7400 after 7399");
  }

  private static List<String> after(RecordedState recorded) throws Exception {
    try (var task = task(recorded.read("times"), 1_000)) {
      event(task, 2);
      task.setProcessingTime(7_400);
      event(task, 3);
      return taken(task);
    }
  }

  @Test
  void timeDoesNotGoBackOverARestore() throws Exception {
    OperatorSubtaskState state;
    try (var task = task(null, 7_000)) {
      event(task, 1);
      state = task.snapshot(1, 1);
    }
    try (var task = task(state, 1_000)) {
      event(task, 2);
      task.setProcessingTime(7_400);
      event(task, 3);
      assertThat(taken(task))
          .containsExactly(
              "2 at 7000 after " + Long.MIN_VALUE, "until 7399", "3 at 7400 after 7399");
    }
  }
}
