// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;

/**
 * A flipped byte in what is kept of windows is an error of the rules that need it, when the window
 * ends: never another result, and never the end of the job.
 */
class FlippedWindowsTest {
  /** Before each envelope, and how far from there to what it holds. */
  private static final int MAGIC = 0x4D4C5243;

  private static final int CHECKSUM = 11;
  private static final int PAYLOAD = 15;

  private static void before(RuleTasks tasks) throws Exception {
    tasks.rule("{'id':'tumble','revision':1,'sql':'sum(delay)','window':{'tumble':'10s'}}");
    tasks.rule(
        "{'id':'hop','revision':1,'sql':'max(delay)','key':['carrier'],"
            + "'window':{'hop':['20s','10s']}}");
    tasks.rule(
        "{'id':'session','revision':1,'sql':'array_agg(delay)','key':['carrier'],"
            + "'window':{'session':'4s'}}");
    tasks.marker();
    for (int i = 0; i < 60; i++) {
      tasks.event(1_000 + i * 50, "UA", 40L - i, null);
    }
  }

  private static List<String> after(RuleTasks tasks) throws Exception {
    tasks.event(5_000, "UA", 5L, null);
    tasks.end();
    return tasks.results();
  }

  @Test
  void isToldWhenTheWindowEnds() throws Exception {
    Map<String, OperatorSubtaskState> sound;
    List<String> expected;
    try (RuleTasks tasks = new RuleTasks(1)) {
      before(tasks);
      sound = tasks.snapshots();
      expected = after(tasks);
      assertThat(tasks.chunksKept()).isZero();
      assertThat(expected).hasSize(4);
    }
    KeyGroupsStateHandle handle =
        (KeyGroupsStateHandle) sound.get("windows").getManagedKeyedState().iterator().next();
    byte[] bytes = ((ByteStreamStateHandle) handle.getDelegateStateHandle()).getData();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Integer> places = places(bytes, random);
    assertThat(places).hasSizeGreaterThanOrEqualTo(12);
    for (int at : places) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 + random.nextInt(255));
      Map<String, OperatorSubtaskState> snapshots = new TreeMap<>(sound);
      snapshots.put(
          "windows",
          OperatorSubtaskState.builder()
              .setManagedOperatorState(sound.get("windows").getManagedOperatorState())
              .setManagedKeyedState(
                  new StateObjectCollection<>(
                      List.of(
                          new KeyGroupsStateHandle(
                              handle.getGroupRangeOffsets(),
                              new ByteStreamStateHandle("flipped", flipped)))))
              .build());
      try (RuleTasks tasks = new RuleTasks(1)) {
        tasks.restore(1, snapshots);
        List<String> results = after(tasks);
        List<String> errors = tasks.errors();
        String where = "seed %d, byte %d: %s".formatted(seed, at, errors);
        assertThat(expected).as(where).containsAll(results);
        assertThat(results.size() + errors.size()).as(where).isEqualTo(expected.size());
        assertThat(errors)
            .as(where)
            .isNotEmpty()
            .allSatisfy(line -> assertThat(line).contains("STATE_CORRUPT", "\"window\""));
      }
    }
  }

  /** Some in each envelope: of its checksum, and of what it holds. */
  private static List<Integer> places(byte[] bytes, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + PAYLOAD < bytes.length; i++) {
      if (buffer.getInt(i) == MAGIC) {
        int length = buffer.getInt(i + 7);
        places.add(i + CHECKSUM + random.nextInt(4));
        places.add(i + PAYLOAD);
        places.add(i + PAYLOAD + random.nextInt(length));
      }
    }
    return places;
  }
}
