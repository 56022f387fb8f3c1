// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Rule;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where results and errors go, and what is counted. */
final class WindowOutputs {
  private final Output<StreamRecord<RuleResult>> results;
  private final ShadowOutput shadow;
  private final RuleMetrics rules;
  private final Counter late;
  private final Counter droppedWindows;
  private final Counter droppedRows;

  WindowOutputs(Output<StreamRecord<RuleResult>> results, RuleMetrics rules, MetricGroup metrics) {
    this.results = results;
    this.rules = rules;
    shadow = new ShadowOutput(results, metrics);
    late = metrics.counter("lateRecords");
    droppedWindows = metrics.counter("droppedWindows");
    droppedRows = metrics.counter("droppedRows");
  }

  void result(Rule rule, RuleResult result) {
    StreamRecord<RuleResult> element = new StreamRecord<>(result, result.window().end() - 1);
    rules.result(rule);
    if (rule.isShadow()) {
      shadow.result(element);
    } else {
      results.collect(element);
    }
  }

  void error(Rule rule, RuleError error) {
    if (rule.isShadow()) {
      shadow.error(error);
    } else {
      results.collect(SideOutputs.ERRORS, new StreamRecord<>(error));
    }
  }

  /** An evaluation had no answer, whatever {@code on_error} makes of it. */
  void failed(Rule rule) {
    rules.failed(rule);
  }

  void late(Rule rule, RuleError error) {
    late.inc();
    error(rule, error);
  }

  void droppedRow() {
    droppedRows.inc();
  }

  void droppedWindow() {
    droppedWindows.inc();
  }
}
