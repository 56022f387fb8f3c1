// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Casts that have a result for every value. */
final class Widening {
  private static final List<TypeId> SIGNED =
      List.of(TypeId.INT8, TypeId.INT16, TypeId.INT32, TypeId.INT64);
  private static final List<TypeId> UNSIGNED =
      List.of(TypeId.UINT8, TypeId.UINT16, TypeId.UINT32, TypeId.UINT64);
  private static final Set<TypeId> FLOATS =
      EnumSet.of(TypeId.FLOAT16, TypeId.FLOAT32, TypeId.FLOAT64);
  private static final Set<TypeId> TEXTS =
      EnumSet.of(TypeId.UTF8, TypeId.LARGE_UTF8, TypeId.UTF8_VIEW);

  private Widening() {}

  static boolean isSure(DataType from, DataType to) {
    TypeId source = from.id();
    TypeId target = to.id();
    if (source == TypeId.NULL) {
      return true;
    }
    if (SIGNED.contains(source) && SIGNED.contains(target)) {
      return SIGNED.indexOf(target) >= SIGNED.indexOf(source);
    }
    if (UNSIGNED.contains(source) && UNSIGNED.contains(target)) {
      return UNSIGNED.indexOf(target) >= UNSIGNED.indexOf(source);
    }
    if (UNSIGNED.contains(source) && SIGNED.contains(target)) {
      return SIGNED.indexOf(target) > UNSIGNED.indexOf(source);
    }
    if (TEXTS.contains(target)) {
      return TEXTS.contains(source) || isNumber(source);
    }
    return isNumber(source) && FLOATS.contains(target);
  }

  private static boolean isNumber(TypeId id) {
    return SIGNED.contains(id) || UNSIGNED.contains(id) || FLOATS.contains(id);
  }
}
