// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Schema;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type of a stream of {@link Event}s of one schema. */
@PublicEvolving
public final class EventTypeInfo extends TypeInformation<Event> {
  private static final long serialVersionUID = 1L;

  private final EventSerializer serializer;

  private EventTypeInfo(EventSerializer serializer) {
    this.serializer = serializer;
  }

  public static EventTypeInfo of(Schema schema) {
    return new EventTypeInfo(EventSerializer.of(schema));
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
  public Class<Event> getTypeClass() {
    return Event.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Event> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return "Event";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventTypeInfo that && serializer.equals(that.serializer);
  }

  @Override
  public int hashCode() {
    return serializer.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EventTypeInfo;
  }
}
