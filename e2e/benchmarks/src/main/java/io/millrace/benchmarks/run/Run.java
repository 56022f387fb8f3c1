// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.run;

import io.millrace.MillraceException;
import io.millrace.benchmarks.harness.Result;
import io.millrace.benchmarks.harness.Result.Problem;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.judge.DataFusion;
import io.millrace.benchmarks.workload.WrongAnswer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the suites of one run share.
 *
 * @param judge DataFusion; empty in a test on a machine without Python
 * @param directory for files of the run
 */
public record Run(Options options, Results results, Optional<DataFusion> judge, Path directory) {
  /**
   * What {@code contestant} gives, or empty with the problem among the results: it is refused with
   * a typed error, or its answer is wrong.
   */
  public <T> Optional<T> admit(
      String suite, String subject, String variant, String contestant, Supplier<T> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (MillraceException refused) {
      String text = refused.code() + ": " + refused.getMessage();
      return problem(suite, subject, variant, contestant, Problem.Kind.UNSUPPORTED, text);
    } catch (WrongAnswer wrong) {
      return problem(suite, subject, variant, contestant, Problem.Kind.WRONG, wrong.getMessage());
    }
  }

  private <T> Optional<T> problem(
      String suite,
      String subject,
      String variant,
      String contestant,
      Problem.Kind kind,
      String text) {
    results.add(
        new Result(suite, subject, variant, contestant, "", "", null, new Problem(kind, text)));
    return Optional.empty();
  }
}
