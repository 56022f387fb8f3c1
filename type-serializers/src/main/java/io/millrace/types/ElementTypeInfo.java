// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type of an element that one serializer writes whole; equal by element and serializer. */
abstract class ElementTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  /** Whether a stream may be keyed by the elements. */
  enum Use {
    VALUE,
    KEY
  }

  private final Class<T> type;
  private final TypeSerializer<T> serializer;
  private final Use use;

  ElementTypeInfo(Class<T> type, TypeSerializer<T> serializer, Use use) {
    this.type = type;
    this.serializer = serializer;
    this.use = use;
  }

  @Override
  public final boolean isBasicType() {
    return false;
  }

  @Override
  public final boolean isTupleType() {
    return false;
  }

  @Override
  public final int getArity() {
    return 1;
  }

  @Override
  public final int getTotalFields() {
    return 1;
  }

  @Override
  public final Class<T> getTypeClass() {
    return type;
  }

  @Override
  public final boolean isKeyType() {
    return use == Use.KEY;
  }

  @Override
  public final TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer.duplicate();
  }

  @Override
  public final String toString() {
    return type.getSimpleName();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof ElementTypeInfo<?> that
        && getClass() == that.getClass()
        && type == that.type
        && serializer.equals(that.serializer);
  }

  @Override
  public final int hashCode() {
    return 31 * type.hashCode() + serializer.hashCode();
  }

  @Override
  public final boolean canEqual(Object other) {
    return other instanceof ElementTypeInfo<?> && getClass() == other.getClass();
  }
}
