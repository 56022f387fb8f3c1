// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What shadows give, apart from what counts, and how much of it there is. */
final class ShadowOutput {
  private final Output<?> output;
  private final Counter results;
  private final Counter errors;

  ShadowOutput(Output<?> output, MetricGroup metrics) {
    this.output = output;
    results = metrics.counter("shadowResults");
    errors = metrics.counter("shadowErrors");
  }

  void result(StreamRecord<RuleResult> result) {
    results.inc();
    output.collect(SideOutputs.SHADOW, result);
  }

  void error(RuleError error) {
    errors.inc();
    output.collect(SideOutputs.SHADOW_ERRORS, new StreamRecord<>(error));
  }
}
