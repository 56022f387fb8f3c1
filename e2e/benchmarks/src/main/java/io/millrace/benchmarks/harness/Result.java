// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.harness;

/**
 * What a contestant measured, or why it did not.
 *
 * @param subject what was done, as "e01"
 * @param variant a property of the run, as the rows of a batch; may be empty
 * @param tier of our engine; empty for others
 * @param spread null where there is a problem
 * @param problem null where it was measured
 */
public record Result(
    String suite,
    String subject,
    String variant,
    String contestant,
    String tier,
    String unit,
    Spread spread,
    Problem problem) {

  /** Why nothing was measured. */
  public record Problem(Kind kind, String text) {
    /** Whether that is to be expected. */
    public enum Kind {
      /** It can not do that. */
      UNSUPPORTED,
      /** It does that wrong, which is a failure of the run. */
      WRONG
    }
  }

  public boolean isWrong() {
    return problem != null && problem.kind == Problem.Kind.WRONG;
  }
}
