// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Flink's type of a stream of expressions. {@link EncodedExpr} names it, so it is found by itself.
 */
@PublicEvolving
public final class ExprTypeInfo extends ElementTypeInfo<EncodedExpr> {
  public static final ExprTypeInfo INSTANCE = new ExprTypeInfo();
  private static final long serialVersionUID = 1L;

  private ExprTypeInfo() {
    super(EncodedExpr.class, new ExprSerializer(), Use.VALUE);
  }

  /** Found through {@code @TypeInfo}. */
  public static final class Factory extends TypeInfoFactory<EncodedExpr> {
    @Override
    public TypeInformation<EncodedExpr> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return INSTANCE;
    }
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
