// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink's type of {@link AccumulatorState}, which names it. */
@Internal
public final class AccumulatorStateTypeInfo extends ElementTypeInfo<AccumulatorState> {
  public static final AccumulatorStateTypeInfo INSTANCE = new AccumulatorStateTypeInfo();
  private static final long serialVersionUID = 1L;

  private AccumulatorStateTypeInfo() {
    super(AccumulatorState.class, AccumulatorStateSerializer.INSTANCE, Use.VALUE);
  }

  /** Found through {@code @TypeInfo}. */
  public static final class Factory extends TypeInfoFactory<AccumulatorState> {
    @Override
    public TypeInformation<AccumulatorState> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return INSTANCE;
    }
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
