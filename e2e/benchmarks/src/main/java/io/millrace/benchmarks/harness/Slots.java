// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Short slots, contestant after contestant, round after round: noise of the machine hits all alike,
 * so that ratios hold where times do not.
 *
 * @param warmUp nanoseconds that a contestant runs before the first round
 * @param slot nanoseconds of a slot
 */
public record Slots(long warmUp, long slot, int rounds, Contestant.Pace pace) {
  private static final long MILLISECOND = 1_000_000;

  public static Slots millis(long warmUp, long slot, int rounds) {
    return new Slots(warmUp * MILLISECOND, slot * MILLISECOND, rounds, Contestant.Pace.MEAN);
  }

  /** A machine with other work needs longer to warm up: its compiler threads wait, too. */
  public Slots at(Contestant.Pace newPace) {
    long longer = newPace == Contestant.Pace.FASTEST ? 2 * warmUp : warmUp;
    return new Slots(longer, slot, rounds, newPace);
  }

  /** What each contestant took for an item, by its name. */
  public Map<String, Spread> measure(List<? extends Contestant> contestants) {
    for (Contestant each : contestants) {
      for (long spent = 0; spent < warmUp; spent += slot) {
        each.slot(Math.min(slot, warmUp), pace);
      }
    }
    double[][] measured = new double[contestants.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < measured.length; i++) {
        measured[i][round] = contestants.get(i).slot(slot, pace);
      }
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (int i = 0; i < measured.length; i++) {
      spreads.put(contestants.get(i).name(), Spread.of(measured[i]));
    }
    return spreads;
  }
}
