// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A figure to reach, and what was reached; empty where it was not measured.
 *
 * @param atLeast whether more is better
 */
public record Aim(String what, double target, boolean atLeast, String unit, OptionalDouble got) {
  public static Aim atLeast(String what, double target, String unit, OptionalDouble got) {
    return new Aim(what, target, true, unit, got);
  }

  public static Aim atMost(String what, double target, String unit, OptionalDouble got) {
    return new Aim(what, target, false, unit, got);
  }

  /** The geometric mean of what is there; empty if nothing is. */
  public static OptionalDouble mean(List<OptionalDouble> ratios) {
    double[] present = present(ratios).map(Math::log).toArray();
    return present.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(DoubleStream.of(present).sum() / present.length));
  }

  public static OptionalDouble least(List<OptionalDouble> ratios) {
    return present(ratios).min();
  }

  public static OptionalDouble most(List<OptionalDouble> ratios) {
    return present(ratios).max();
  }

  private static DoubleStream present(List<OptionalDouble> ratios) {
    return ratios.stream().flatMapToDouble(OptionalDouble::stream);
  }

  /** Cells of a table of aims. */
  public List<String> cells() {
    return List.of(
        what,
        (atLeast ? "≥ " : "≤ ") + trimmed(target) + unit,
        got.isPresent() ? Spread.number(got.getAsDouble()) + unit : "not measured",
        got.isEmpty() ? "–" : isReached() ? "yes" : "no");
  }

  private boolean isReached() {
    return atLeast ? got.getAsDouble() >= target : got.getAsDouble() <= target;
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
