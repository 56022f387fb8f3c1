// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.metrics.Counter;

/** Where failed rows are counted; fails the job instead where the user says so. */
final class Errors {
  private final Counter counter;

  Errors(Counter counter) {
    this.counter = counter;
  }

  void count(RowExpressions<?> expressions, String message) {
    counter.inc();
    if (expressions.onError() == OnError.FAIL) {
      throw expressions.failure(message);
    }
  }
}
