// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;

/** Where failed rows are counted; fails the job instead where the user says so. */
final class Errors implements Consumer<String> {
  private final RowExpressions<?> expressions;
  private final Counter counter;

  Errors(RowExpressions<?> expressions, Counter counter) {
    this.expressions = expressions;
    this.counter = counter;
  }

  @Override
  public void accept(String message) {
    counter.inc();
    if (expressions.onError() == OnError.FAIL) {
      throw expressions.failure(message);
    }
  }
}
