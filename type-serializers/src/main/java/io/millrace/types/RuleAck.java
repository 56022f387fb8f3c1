// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * That a parallel instance of an operator has taken over a change of a rule: what it sees from then
 * on, it sees under the revision.
 *
 * @param action what the change says
 * @param operator {@code router}, which answers rows, or {@code windows}
 * @param subtask from 0
 * @param subtasks of the operator
 * @param time of the instance's clock, in milliseconds
 */
@PublicEvolving
public record RuleAck(
    String rule,
    long revision,
    Rule.Action action,
    String operator,
    int subtask,
    int subtasks,
    long time) {
  public RuleAck {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(action);
    Objects.requireNonNull(operator);
  }
}
