// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.Rule;
import io.millrace.types.RuleAck;
import io.millrace.types.RuleChange;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** Tells of each change that an instance has taken over. */
final class RuleAcks {
  private final String operator;
  private final Output<?> output;
  private final TaskInfo task;
  private final ProcessingTimeService clock;

  RuleAcks(String operator, Output<?> output, TaskInfo task, ProcessingTimeService clock) {
    this.operator = operator;
    this.output = output;
    this.task = task;
    this.clock = clock;
  }

  void applied(RuleChange change) {
    Rule rule = change.version().rule();
    RuleAck ack =
        new RuleAck(
            rule.id(),
            rule.revision(),
            rule.action(),
            operator,
            task.getIndexOfThisSubtask(),
            task.getNumberOfParallelSubtasks(),
            clock.getCurrentProcessingTime());
    output.collect(SideOutputs.ACKS, new StreamRecord<>(ack));
  }
}
