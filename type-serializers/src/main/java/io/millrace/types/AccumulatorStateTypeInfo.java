// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type of {@link AccumulatorState}, which names it. */
@Internal
public final class AccumulatorStateTypeInfo extends TypeInformation<AccumulatorState> {
  public static final AccumulatorStateTypeInfo INSTANCE = new AccumulatorStateTypeInfo();
  private static final long serialVersionUID = 1L;

  private AccumulatorStateTypeInfo() {}

  /** Found through {@code @TypeInfo}. */
  public static final class Factory extends TypeInfoFactory<AccumulatorState> {
    @Override
    public TypeInformation<AccumulatorState> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return INSTANCE;
    }
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
  public Class<AccumulatorState> getTypeClass() {
    return AccumulatorState.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<AccumulatorState> createSerializer(SerializerConfig config) {
    return AccumulatorStateSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "AccumulatorState";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccumulatorStateTypeInfo;
  }

  @Override
  public int hashCode() {
    return AccumulatorStateTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof AccumulatorStateTypeInfo;
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
