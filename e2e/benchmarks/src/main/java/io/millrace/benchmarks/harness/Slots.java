// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Short slots, contestant after contestant, round after round: noise of the machine hits all alike,
 * so that ratios hold where times do not.
 *
 * @param warmUp nanoseconds that a contestant runs before the first round; more if it then still
 *     gets faster
 * @param longestWarmUp nanoseconds after which a warm-up ends though somebody still gets faster
 * @param slot nanoseconds of a slot
 */
public record Slots(long warmUp, long longestWarmUp, long slot, int rounds, Contestant.Pace pace) {
  private static final long MILLISECOND = 1_000_000;

  /** How many times as long a warm-up may get that does not come to rest. */
  private static final int LONGEST_WARM_UP = 15;

  /** Rounds without news after which there will be none. */
  private static final int QUIET = 3;

  /** It is news if a slot is that much faster than all before. */
  private static final double FASTER = 0.9;

  /** It is news if the JIT works for more than this part of the time. */
  private static final int BUSY = 50;

  public static Slots millis(long warmUp, long slot, int rounds) {
    long nanos = warmUp * MILLISECOND;
    return new Slots(
        nanos, LONGEST_WARM_UP * nanos, slot * MILLISECOND, rounds, Contestant.Pace.MEAN);
  }

  /** Contestants of which a slot is one run that makes the JIT work each time: it never rests. */
  public static Slots runs(int warmUp, int rounds, Contestant.Pace pace) {
    return new Slots(warmUp, warmUp, 1, rounds, pace);
  }

  /** A machine with other work needs longer to warm up: its compiler threads wait, too. */
  public Slots at(Contestant.Pace newPace) {
    int times = newPace == Contestant.Pace.FASTEST ? 2 : 1;
    return new Slots(times * warmUp, times * longestWarmUp, slot, rounds, newPace);
  }

  /** What each contestant took for an item, by its name. */
  public Map<String, Spread> measure(List<? extends Contestant> contestants) {
    warmUp(contestants);
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

  /**
   * Takes turns until all have run for long enough, and then until the JIT rests and nobody gets
   * faster: one contestant may keep the compiler's threads busy while another waits for them.
   */
  private void warmUp(List<? extends Contestant> contestants) {
    double[] best = new double[contestants.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    int quiet = 0;
    for (long spent = 0;
        spent < warmUp || (quiet < QUIET && spent < longestWarmUp);
        spent += slot) {
      long start = System.nanoTime();
      long compiled = compiledMillis();
      boolean faster = false;
      for (int i = 0; i < best.length; i++) {
        double took = contestants.get(i).slot(Math.min(slot, warmUp), pace);
        faster |= took < FASTER * best[i];
        best[i] = Math.min(best[i], took);
      }
      long compiling = compiledMillis() - compiled;
      boolean busy = compiling * BUSY > (System.nanoTime() - start) / MILLISECOND;
      quiet = faster || busy ? 0 : quiet + 1;
    }
  }

  private static long compiledMillis() {
    CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
    return jit == null ? 0 : jit.getTotalCompilationTime();
  }
}
