// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

import java.util.OptionalDouble;

/** Results as cells of tables. */
public final class Cells {
  private Cells() {}

  /**
   * Median and spread, the ratio to a reference in the same run (more is faster), and the tier of
   * our engine.
   */
  public static String measured(
      Results results,
      String suite,
      String subject,
      String variant,
      String contestant,
      String reference) {
    return results
        .find(suite, subject, variant, contestant)
        .map(
            result -> {
              if (result.problem() != null) {
                return result.problem().kind() == Result.Problem.Kind.WRONG
                    ? "wrong"
                    : "unsupported";
              }
              OptionalDouble ratio = results.ratio(suite, subject, variant, reference, contestant);
              String speed =
                  contestant.equals(reference) || ratio.isEmpty() ? "" : " (" + times(ratio) + ")";
              String tier = result.tier().isEmpty() ? "" : " " + result.tier();
              return result.spread() + speed + tier;
            })
        .orElse("–");
  }

  public static String times(OptionalDouble ratio) {
    return ratio.isEmpty() ? "–" : Spread.number(ratio.getAsDouble()) + "×";
  }
}
