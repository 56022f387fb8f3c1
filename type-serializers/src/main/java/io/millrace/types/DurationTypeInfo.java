// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type of {@link Duration}, for which Flink itself has none but Kryo's. */
@Internal
public final class DurationTypeInfo extends TypeInformation<Duration> {
  public static final DurationTypeInfo INSTANCE = new DurationTypeInfo();
  private static final long serialVersionUID = 1L;

  private DurationTypeInfo() {}

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
  public Class<Duration> getTypeClass() {
    return Duration.class;
  }

  @Override
  public boolean isKeyType() {
    return true;
  }

  @Override
  public TypeSerializer<Duration> createSerializer(SerializerConfig config) {
    return DurationSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "Duration";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DurationTypeInfo;
  }

  @Override
  public int hashCode() {
    return DurationTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof DurationTypeInfo;
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
