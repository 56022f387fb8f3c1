// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.run;

import io.millrace.benchmarks.harness.Aim;
import io.millrace.benchmarks.harness.Results;
import io.millrace.benchmarks.harness.Table;
import java.util.List;

/** Benchmarks that are run and shown together. */
public interface Suite {
  String name();

  /** Adds what it measures to the results of the run. */
  void run(Run run);

  /** Its part of the results, as tables. */
  List<Table> tables(Results results);

  /** What it is to reach, as far as that was measured. */
  List<Aim> aims(Results results);
}
