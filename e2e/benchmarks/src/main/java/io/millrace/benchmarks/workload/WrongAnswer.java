// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

/** A contestant computes something else than DataFusion does. */
public final class WrongAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongAnswer(String message) {
    super(message);
  }
}
