// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's types of the elements between the rule operators. */
@Internal
public final class RuleTypeInfo<T> extends ElementTypeInfo<T> {
  public static final RuleTypeInfo<Rule> RULE =
      new RuleTypeInfo<>(Rule.class, RuleSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleChange> CHANGE =
      new RuleTypeInfo<>(RuleChange.class, RuleChangeSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleTimelines> TIMELINES =
      new RuleTypeInfo<>(RuleTimelines.class, RuleTimelinesSerializer.INSTANCE);
  public static final RuleTypeInfo<GroupKey> KEY =
      new RuleTypeInfo<>(GroupKey.class, GroupKeySerializer.INSTANCE);
  public static final RuleTypeInfo<GroupRow> ROW =
      new RuleTypeInfo<>(GroupRow.class, GroupRowSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleResult> RESULT =
      new RuleTypeInfo<>(RuleResult.class, RuleResultSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleError> ERROR =
      new RuleTypeInfo<>(RuleError.class, RuleErrorSerializer.INSTANCE);

  public static final RuleTypeInfo<RuleAck> ACK =
      new RuleTypeInfo<>(RuleAck.class, RuleAckSerializer.INSTANCE);

  private static final long serialVersionUID = 1L;

  private RuleTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
    super(type, serializer, type == GroupKey.class ? Use.KEY : Use.VALUE);
  }
}
