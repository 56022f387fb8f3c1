// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.memory.ArrowMemory;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Where failed rows are counted; fails the job instead where the user says so. */
final class Errors implements Consumer<String> {
  private final RowExpressions<?> expressions;
  private final Counter counter;

  Errors(RowExpressions<?> expressions, Counter counter) {
    this.expressions = expressions;
    this.counter = counter;
  }

  /**
   * Counted in {@code numErrors}. Beside it the gauge {@code millrace.unsafe.unsignedFunctions} is
   * 1 where the sessions of the task let in functions by value that nobody signed, and {@code
   * millrace.arrowMemory} the memory of Arrow in the process.
   */
  static Errors of(RowExpressions<?> expressions, MetricGroup operator) {
    return of(expressions, operator.counter("numErrors"), operator.addGroup("millrace"));
  }

  /**
   * The same where an operator is many functions: each counts in a group of its own.
   *
   * @param call what is the function's alone
   */
  static Errors ofCall(RowExpressions<?> expressions, MetricGroup call) {
    return of(expressions, call.counter("numErrors"), call);
  }

  private static Errors of(RowExpressions<?> expressions, Counter counter, MetricGroup group) {
    int unsafe = expressions.session().trust().unsafeReason().isPresent() ? 1 : 0;
    group.addGroup("unsafe").gauge("unsignedFunctions", () -> unsafe);
    group.gauge("arrowMemory", ArrowMemory::allocatedBytes);
    return new Errors(expressions, counter);
  }

  @Override
  public void accept(String message) {
    counter.inc();
    if (expressions.onError() == OnError.FAIL) {
      throw expressions.failure(message);
    }
  }
}
