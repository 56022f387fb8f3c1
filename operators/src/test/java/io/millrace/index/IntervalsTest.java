// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private record Span(long low, long high, Intervals.Interval<Integer> place) {}

  @Test
  void holdsWhatAListHolds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Intervals<Integer> intervals = new Intervals<>();
    Map<Integer, Span> expected = new HashMap<>();
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      if (expected.size() > 300 || (random.nextInt(3) == 0 && !expected.isEmpty())) {
        List<Integer> all = new ArrayList<>(expected.keySet());
        Integer gone = all.get(random.nextInt(all.size()));
        intervals.remove(expected.remove(gone).place());
      } else {
        long low = end(random, Long.MIN_VALUE);
        long high = end(random, Long.MAX_VALUE);
        expected.put(i, new Span(low, high, intervals.add(low, high, i)));
      }
      long asked = random.nextInt(100);
      List<Integer> holding = new ArrayList<>();
      intervals.holding(asked, holding::add);
      assertThat(holding)
          .as("seed %d, step %d", seed, i)
          .containsExactlyInAnyOrderElementsOf(
              expected.entrySet().stream()
                  .filter(each -> each.getValue().low() <= asked)
                  .filter(each -> each.getValue().high() >= asked)
                  .map(Map.Entry::getKey)
                  .toList());
      assertThat(intervals.size()).isEqualTo(expected.size());
      found += holding.size();
    }
    assertThat(found).isPositive();
    List<Integer> all = new ArrayList<>();
    intervals.all(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected.keySet());
  }

  private static long end(Random random, long open) {
    return random.nextInt(4) == 0 ? open : random.nextInt(100);
  }
}
