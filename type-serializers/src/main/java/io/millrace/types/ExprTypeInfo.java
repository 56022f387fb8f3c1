// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Flink's type of a stream of expressions. {@link EncodedExpr} names it, so it is found by itself.
 */
@PublicEvolving
public final class ExprTypeInfo extends TypeInformation<EncodedExpr> {
  public static final ExprTypeInfo INSTANCE = new ExprTypeInfo();
  private static final long serialVersionUID = 1L;

  private ExprTypeInfo() {}

  /** Found through {@code @TypeInfo}. */
  public static final class Factory extends TypeInfoFactory<EncodedExpr> {
    @Override
    public TypeInformation<EncodedExpr> createTypeInfo(
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
  public Class<EncodedExpr> getTypeClass() {
    return EncodedExpr.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<EncodedExpr> createSerializer(SerializerConfig config) {
    return ExprSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "EncodedExpr";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExprTypeInfo;
  }

  @Override
  public int hashCode() {
    return ExprTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ExprTypeInfo;
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
