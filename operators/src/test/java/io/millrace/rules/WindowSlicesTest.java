// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hopping windows cost a row as much as tumbling ones, and come from slices without gaps. */
class WindowSlicesTest {
  private static final String RULE =
      "{'id':'a','revision':1,'sql':'%s','key':['carrier'],'window':{'hop':['%s','%s']}}";

  private static List<Long> starts(Starts starts) {
    List<Long> all = new ArrayList<>();
    starts.forEach(all::add);
    return all;
  }

  private static List<Long> windows(long size, long slide, long time) {
    List<Long> all = new ArrayList<>();
    for (long start = time - Math.floorMod(time, slide); start > time - size; start -= slide) {
      all.add(0, start);
    }
    return all;
  }

  @Test
  void aSliceIsInTheSameWindowsFromEndToEnd() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      WindowSlices slices = new WindowSlices(1 + random.nextInt(40), 1 + random.nextInt(20));
      Set<Long> ofTenSlides = new HashSet<>();
      for (long time = -5 * slices.slide(); time < 5 * slices.slide(); time++) {
        long start = slices.start(time);
        ofTenSlides.add(start);
        assertThat(start).as("seed %d, %s", seed, slices).isLessThanOrEqualTo(time);
        assertThat(slices.start(start)).isEqualTo(start);
        assertThat(starts(slices.at(time)))
            .as("seed %d, %s at %d", seed, slices, time)
            .isEqualTo(windows(slices.size(), slices.slide(), time))
            .isEqualTo(starts(slices.at(start)));
      }
      assertThat(ofTenSlides).hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void whatAWatermarkHasPassedIsNotOpen() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      WindowSlices slices = new WindowSlices(1 + random.nextInt(40), 1 + random.nextInt(20));
      long time = random.nextInt(100) - 50L;
      long watermark = random.nextInt(8) == 0 ? Long.MIN_VALUE : time + random.nextInt(60) - 20;
      List<Long> open = new ArrayList<>(windows(slices.size(), slices.slide(), time));
      open.removeIf(start -> start + slices.size() - 1 <= watermark);
      Starts starts = slices.open(slices.at(time), watermark);
      assertThat(starts(starts)).as("seed %d, %s", seed, slices).isEqualTo(open);
      long from = random.nextInt(8) == 0 ? Long.MIN_VALUE : time + random.nextInt(60) - 30;
      long until = random.nextInt(8) == 0 ? Long.MAX_VALUE : from + random.nextInt(30);
      assertThat(starts.anyIn(from, until))
          .as("seed %d, %s in %d .. %d", seed, starts, from, until)
          .isEqualTo(open.stream().anyMatch(start -> from <= start && start < until));
    }
  }

  private record Kept(long bytes, int timers) {}

  private static Kept kept(String size, String slide) throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted("sum(delay)", size, slide));
      tasks.marker();
      for (int i = 0; i < 50; i++) {
        tasks.event(500 + i, "UA", 1L, null);
      }
      return new Kept(tasks.keyedBytes(), tasks.timersKept());
    }
  }

  @Test
  void aRowInThousandsOfWindowsIsKeptOnce() throws Exception {
    assertThat(kept("1h", "1s")).isEqualTo(kept("1h", "1h"));
  }

  @Test
  void allWindowsOfASliceAreWritten() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted("sum(delay)", "10s", "1s"));
      tasks.rule(RULE.formatted("max(delay)", "10s", "1s").replace("'a'", "'b'"));
      tasks.marker();
      tasks.event(500, "UA", 1L, null);
      tasks.event(3_500, "UA", 2L, null);
      tasks.restore(2);
      tasks.watermark(5_999);
      tasks.restore(1);
      tasks.event(500, "UA", 4L, null);
      tasks.end();

      List<String> results = tasks.results();
      assertThat(results).filteredOn(line -> line.contains("\"a\"")).hasSize(13);
      assertThat(results)
          .filteredOn(line -> line.contains("\"start\":\"1970-01-01T00:00:00Z\""))
          .extracting(line -> line.replaceAll(".*\"value\":(.*)}", "$1"))
          .containsExactlyInAnyOrder("7", "4");
      assertThat(results)
          .filteredOn(line -> line.contains("\"end\":\"1970-01-01T00:00:05Z\""))
          .extracting(line -> line.replaceAll(".*\"value\":(.*)}", "$1"))
          .containsExactlyInAnyOrder("3", "2");
      assertThat(tasks.keysKept() + tasks.timersKept()).isZero();
      assertThat(tasks.errors()).isEmpty();
    }
  }

  @Test
  void aRemovedRuleLosesEachWindowOnce() throws Exception {
    try (RuleTasks tasks = new RuleTasks(1)) {
      tasks.rule(RULE.formatted("sum(delay)", "10s", "1s"));
      tasks.marker();
      tasks.event(500, "UA", 1L, null);
      tasks.event(3_500, "UA", 2L, null);
      tasks.event(3_600, "UA", 2L, null);
      tasks.rule("{'id':'a','revision':2,'action':'remove'}");
      tasks.watermark(2_999);

      assertThat(tasks.windowsCounted("droppedWindows")).isEqualTo(13);
      assertThat(tasks.keysKept() + tasks.timersKept()).isZero();
      tasks.end();
      assertThat(tasks.results()).isEmpty();
    }
  }
}
