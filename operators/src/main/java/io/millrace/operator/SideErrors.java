// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** {@link Errors} of an operator, which also sends the rows to a side output where there is one. */
final class SideErrors<T> implements Consumer<String> {
  private final Errors errors;
  private final OutputTag<RowError<T>> tag;
  private final Output<?> output;
  private StreamRecord<T> at;

  /**
   * @param tag null where nobody asked for them
   */
  SideErrors(
      RowExpressions<T> expressions,
      OutputTag<RowError<T>> tag,
      MetricGroup metrics,
      Output<?> output) {
    errors = Errors.of(expressions, metrics);
    this.tag = tag;
    this.output = output;
  }

  /** Whether rows have to be at hand. */
  boolean needRows() {
    return tag != null;
  }

  /** Errors are of this row from now on, until it changes; null for no row. */
  void at(StreamRecord<T> element) {
    at = element;
  }

  @Override
  public void accept(String message) {
    errors.accept(message);
    if (tag != null) {
      RowError<T> error = new RowError<>(at == null ? null : at.getValue(), message);
      boolean timed = at != null && at.hasTimestamp();
      output.collect(
          tag, timed ? new StreamRecord<>(error, at.getTimestamp()) : new StreamRecord<>(error));
    }
  }
}
