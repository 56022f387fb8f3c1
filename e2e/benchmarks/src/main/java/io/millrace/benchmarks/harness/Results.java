// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything that a run has measured so far; each is reported as it comes. */
public final class Results {
  private final List<Result> all = new ArrayList<>();
  private final PrintStream progress;

  public Results(PrintStream progress) {
    this.progress = progress;
  }

  public void add(Result result) {
    all.add(result);
    progress.printf(
        "%-8s %-14s %-7s %-20s %s%n",
        result.suite(),
        result.subject(),
        result.variant(),
        result.contestant(),
        result.problem() == null
            ? result.spread() + " " + result.unit() + " " + result.tier()
            : result.problem().kind() + ": " + result.problem().text());
  }

  /** Adds what the contestants measured in nanoseconds an item. */
  public void add(
      String suite,
      String subject,
      String variant,
      String unit,
      List<? extends Contestant> contestants,
      Map<String, Spread> spreads) {
    for (Contestant each : contestants) {
      Spread spread = spreads.get(each.name());
      add(new Result(suite, subject, variant, each.name(), each.tier(), unit, spread, null));
    }
  }

  /** Adds the same in microseconds. */
  public void addMicros(
      String suite,
      String subject,
      String variant,
      List<? extends Contestant> contestants,
      Map<String, Spread> spreads) {
    Map<String, Spread> micros = new LinkedHashMap<>();
    spreads.forEach((name, spread) -> micros.put(name, spread.times(1e-3)));
    add(suite, subject, variant, "µs", contestants, micros);
  }

  public List<Result> all() {
    return List.copyOf(all);
  }

  public boolean anyWrong() {
    return all.stream().anyMatch(Result::isWrong);
  }

  public Optional<Result> find(String suite, String subject, String variant, String contestant) {
    return all.stream()
        .filter(
            each ->
                each.suite().equals(suite)
                    && each.subject().equals(subject)
                    && each.variant().equals(variant)
                    && each.contestant().equals(contestant))
        .findFirst();
  }

  /** Empty where it was not measured. */
  public OptionalDouble median(String suite, String subject, String variant, String contestant) {
    return find(suite, subject, variant, contestant)
        .filter(each -> each.problem() == null)
        .map(each -> OptionalDouble.of(each.spread().median()))
        .orElse(OptionalDouble.empty());
  }

  /** How many times longer {@code slow} takes than {@code fast}; empty where one is missing. */
  public OptionalDouble ratio(
      String suite, String subject, String variant, String slow, String fast) {
    OptionalDouble numerator = median(suite, subject, variant, slow);
    OptionalDouble denominator = median(suite, subject, variant, fast);
    return numerator.isPresent() && denominator.isPresent()
        ? OptionalDouble.of(numerator.getAsDouble() / denominator.getAsDouble())
        : OptionalDouble.empty();
  }
}
