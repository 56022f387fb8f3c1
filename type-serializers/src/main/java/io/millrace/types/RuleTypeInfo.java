// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's types of the elements between the rule operators. */
@Internal
public final class RuleTypeInfo<T> extends TypeInformation<T> {
  public static final RuleTypeInfo<Rule> RULE =
      new RuleTypeInfo<>(Rule.class, RuleSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleChange> CHANGE =
      new RuleTypeInfo<>(RuleChange.class, RuleChangeSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleTimeline> TIMELINE =
      new RuleTypeInfo<>(RuleTimeline.class, RuleTimelineSerializer.INSTANCE);
  public static final RuleTypeInfo<GroupKey> KEY =
      new RuleTypeInfo<>(GroupKey.class, GroupKeySerializer.INSTANCE);
  public static final RuleTypeInfo<GroupRow> ROW =
      new RuleTypeInfo<>(GroupRow.class, GroupRowSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleResult> RESULT =
      new RuleTypeInfo<>(RuleResult.class, RuleResultSerializer.INSTANCE);
  public static final RuleTypeInfo<RuleError> ERROR =
      new RuleTypeInfo<>(RuleError.class, RuleErrorSerializer.INSTANCE);

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  private RuleTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return type == GroupKey.class;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleTypeInfo<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RuleTypeInfo<?>;
  }
}
