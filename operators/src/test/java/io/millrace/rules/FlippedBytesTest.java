// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.Event;
import io.millrace.types.GroupKey;
import io.millrace.types.GroupRow;
import io.millrace.types.RevisionFailures;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTimelines;
import io.millrace.types.RuleTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;

/** A flipped byte in what is kept of rules is named, and never makes another rule of one. */
class FlippedBytesTest {
  private static final RuleOptions OPTIONS =
      RuleOptions.of(RuleTasks.SCHEMA, EventTime.PRESENT).withQuarantineAfter(1);
  private static final List<String> LINES =
      List.of(
          "{'id':'a','revision':1,'sql':'delay > 100'}",
          "{'id':'b','revision':7,'sql':'sum(delay)','key':['carrier'],"
              + "'window':{'tumble':'10s'},'effective_from':'1970-01-01T00:00:12Z'}",
          "{'id':'c','revision':2,'action':'remove'}");

  /** What a task is restored as, and what becomes of it. */
  private interface Task {
    AbstractStreamOperatorTestHarness<?> open(OperatorSubtaskState state) throws Exception;
  }

  private static OneInputStreamOperatorTestHarness<RuleLine, RuleChange> reader(
      OperatorSubtaskState state) throws Exception {
    var task = new OneInputStreamOperatorTestHarness<>(new RuleReader(OPTIONS));
    task.setup(RuleTypeInfo.CHANGE.createSerializer(null));
    return opened(task, state);
  }

  private static TwoInputStreamOperatorTestHarness<Event, RuleChange, GroupRow> router(
      OperatorSubtaskState state) throws Exception {
    var task = new TwoInputStreamOperatorTestHarness<>(new RuleRouter(OPTIONS));
    task.setup(RuleTypeInfo.ROW.createSerializer(null));
    return opened(task, state);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<GroupKey, GroupRow, RuleChange, RuleResult>
      windows(OperatorSubtaskState state) throws Exception {
    var task =
        new KeyedTwoInputStreamOperatorTestHarness<GroupKey, GroupRow, RuleChange, RuleResult>(
            new RuleWindows(OPTIONS), GroupRow::key, null, RuleTypeInfo.KEY);
    task.setup(RuleTypeInfo.RESULT.createSerializer(null));
    return opened(task, state);
  }

  private static <T extends AbstractStreamOperatorTestHarness<?>> T opened(
      T task, OperatorSubtaskState state) throws Exception {
    try {
      if (state != null) {
        task.initializeState(state);
      }
      task.open();
      return task;
    } catch (Throwable e) {
      try (task) {
        throw e;
      }
    }
  }

  @Test
  void rulesOfTheReader() throws Exception {
    try (var reader = reader(null)) {
      changes(reader);
      flipEach(reader.snapshot(1, 1), FlippedBytesTest::reader);
    }
  }

  @Test
  void rulesOfTheRouter() throws Exception {
    try (var reader = reader(null);
        var router = router(null)) {
      for (RuleChange change : changes(reader)) {
        router.processElement2(new StreamRecord<>(change));
      }
      flipEach(router.snapshot(1, 1), FlippedBytesTest::router);
    }
  }

  @Test
  void rulesOfTheWindows() throws Exception {
    try (var reader = reader(null);
        var windows = windows(null)) {
      for (RuleChange change : changes(reader)) {
        windows.processElement2(new StreamRecord<>(change));
      }
      flipEach(windows.snapshot(1, 1), FlippedBytesTest::windows);
    }
  }

  /** A revision whose failures are damaged starts anew; no other is taken for it. */
  @Test
  void failuresOfRevisions() throws Exception {
    OperatorSubtaskState state;
    try (var reader = reader(null);
        var router = router(null)) {
      reader.processElement(
          new StreamRecord<>(
              new RuleLine("{\"id\":\"q\",\"revision\":1,\"sql\":\"1 / delay\"}", "test:1")));
      reader.processElement(new StreamRecord<>(RuleLine.START_COMPLETE));
      for (RuleChange change : reader.extractOutputValues()) {
        router.processElement2(new StreamRecord<>(change));
      }
      Event bad = new Event(1, new Object[] {"UA", 0L, null}, 0, Long.MIN_VALUE);
      router.processElement1(new StreamRecord<>(bad));
      state = router.snapshot(1, 1);
    }
    OperatorStateHandle handle = state.getManagedOperatorState().iterator().next();
    byte[] bytes = ((ByteStreamStateHandle) handle.getDelegateStateHandle()).getData();
    assertThat(failures(state)).containsExactly(new RevisionFailures("q", 1, 1, true));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int at = place(handle, "quarantine"); at < end(handle, "quarantine", bytes.length); at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(failures(with(handle, flipped))).as("seed %d, byte %d", seed, at).isEmpty();
    }
  }

  private static List<RevisionFailures> failures(OperatorSubtaskState state) throws Exception {
    List<RevisionFailures> failures = new ArrayList<>();
    try (var router = router(state)) {
      router.snapshot(2, 2);
      ((AbstractStreamOperator<?>) router.getOperator())
          .getOperatorStateBackend()
          .getUnionListState(Quarantine.QUARANTINE)
          .get()
          .forEach(failures::add);
    }
    return failures;
  }

  private static List<RuleChange> changes(
      OneInputStreamOperatorTestHarness<RuleLine, RuleChange> reader) throws Exception {
    for (String line : LINES) {
      reader.processElement(new StreamRecord<>(new RuleLine(line.replace('\'', '"'), "test:1")));
    }
    reader.processElement(new StreamRecord<>(RuleLine.START_COMPLETE));
    return reader.extractOutputValues();
  }

  private static void flipEach(OperatorSubtaskState state, Task task) throws Exception {
    OperatorStateHandle handle = state.getManagedOperatorState().iterator().next();
    byte[] bytes = ((ByteStreamStateHandle) handle.getDelegateStateHandle()).getData();
    RuleTimelines kept;
    try (var open = task.open(state)) {
      kept = kept(open);
    }
    // after the number of entries and the key, which are Flink's
    int ours = place(handle, "timelines") + Integer.BYTES + 1 + "all".length();
    int end = end(handle, "timelines", bytes.length);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Integer> places = new ArrayList<>();
    IntStream.range(place(handle, "timelines"), end).forEach(places::add);
    IntStream.range(place(handle, "progress"), end(handle, "progress", bytes.length))
        .forEach(places::add);
    for (int at : places) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      String where = "seed %d, byte %d of %d to %d".formatted(seed, at, ours, end);
      try (var open = task.open(with(handle, flipped))) {
        assertThat(kept(open)).as(where).isEqualTo(kept);
      } catch (Exception e) {
        Optional<MillraceException> named =
            ExceptionUtils.findThrowable(e, MillraceException.class);
        if (named.isPresent()) {
          assertThat(named.get().code()).as(where).isEqualTo(ErrorCode.STATE_CORRUPT);
          assertThat(ExceptionUtils.findThrowable(e, SuppressRestartsException.class))
              .as(where)
              .isPresent();
        } else {
          assertThat(at >= ours && at < end).as("%s: %s", where, e).isFalse();
        }
      }
    }
  }

  /** Where its first partition is; before all where it has none. */
  private static int place(OperatorStateHandle handle, String name) {
    long[] offsets = handle.getStateNameToPartitionOffsets().get(name).getOffsets();
    return offsets.length == 0 ? 0 : (int) offsets[0];
  }

  private static int end(OperatorStateHandle handle, String name, int length) {
    return handle.getStateNameToPartitionOffsets().keySet().stream()
        .mapToInt(each -> place(handle, each))
        .filter(place -> place > place(handle, name))
        .min()
        .orElse(length);
  }

  private static OperatorSubtaskState with(OperatorStateHandle handle, byte[] bytes) {
    Map<String, OperatorStateHandle.StateMetaInfo> places = handle.getStateNameToPartitionOffsets();
    return OperatorSubtaskState.builder()
        .setManagedOperatorState(
            new StateObjectCollection<>(
                List.of(
                    new OperatorStreamStateHandle(
                        places, new ByteStreamStateHandle("flipped", bytes)))))
        .build();
  }

  private static RuleTimelines kept(AbstractStreamOperatorTestHarness<?> task) throws Exception {
    task.snapshot(2, 2);
    return ((AbstractStreamOperator<?>) task.getOperator())
        .getOperatorStateBackend()
        .getBroadcastState(RuleBook.RULES)
        .get("all");
  }
}
