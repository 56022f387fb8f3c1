// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where results and errors go, and what is counted. */
final class WindowOutputs {
  private final Output<StreamRecord<RuleResult>> results;
  private final Counter late;
  private final Counter droppedWindows;
  private final Counter droppedRows;

  WindowOutputs(Output<StreamRecord<RuleResult>> results, MetricGroup metrics) {
    this.results = results;
    late = metrics.counter("lateRecords");
    droppedWindows = metrics.counter("droppedWindows");
    droppedRows = metrics.counter("droppedRows");
  }

  void result(RuleResult result) {
    results.collect(new StreamRecord<>(result, result.window().end() - 1));
  }

  void error(RuleError error) {
    results.collect(SideOutputs.ERRORS, new StreamRecord<>(error));
  }

  void late(RuleError error) {
    late.inc();
    error(error);
  }

  void droppedRow() {
    droppedRows.inc();
  }

  void droppedWindow() {
    droppedWindows.inc();
  }
}
