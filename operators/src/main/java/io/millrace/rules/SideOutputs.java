// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.types.RuleAck;
import io.millrace.types.RuleChange;
import io.millrace.types.RuleError;
import io.millrace.types.RuleResult;
import io.millrace.types.RuleTypeInfo;
import org.apache.flink.util.OutputTag;

/** What the operators write beside their output. */
final class SideOutputs {
  static final OutputTag<RuleError> ERRORS = new OutputTag<>("errors", RuleTypeInfo.ERROR);
  static final OutputTag<RuleChange> QUARANTINED =
      new OutputTag<>("quarantined", RuleTypeInfo.CHANGE);
  static final OutputTag<RuleResult> RESULTS = new OutputTag<>("results", RuleTypeInfo.RESULT);

  static final OutputTag<RuleResult> SHADOW = new OutputTag<>("shadow", RuleTypeInfo.RESULT);
  static final OutputTag<RuleError> SHADOW_ERRORS =
      new OutputTag<>("shadowErrors", RuleTypeInfo.ERROR);
  static final OutputTag<RuleAck> ACKS = new OutputTag<>("acks", RuleTypeInfo.ACK);

  private SideOutputs() {}
}
