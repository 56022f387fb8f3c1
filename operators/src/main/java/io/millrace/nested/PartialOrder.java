// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.value.NestedOrder;
import java.util.Comparator;
import java.util.List;

/**
 * Which of two elements is greater: a null is greater than other elements of a list, but says
 * nothing as a member of a struct. Lists of nested values, and such as members, can't be compared.
 */
final class PartialOrder {
  private PartialOrder() {}

  static Comparator<Object> of(DataType type) {
    if (type instanceof DataType.Struct struct) {
      return members(struct.fields().stream().map(field -> member(field.type())).toList());
    }
    boolean flat = !(type instanceof DataType.AnyList list) || isFlat(list.item().type());
    return flat ? NestedOrder.of(type, NestedOrder.Nulls.LAST) : incomparable(type);
  }

  private static Comparator<Object> member(DataType type) {
    return type instanceof DataType.Struct || isFlat(type) ? of(type) : incomparable(type);
  }

  private static boolean isFlat(DataType type) {
    return !type.unwrapped().family().isNested();
  }

  private static Comparator<Object> incomparable(DataType type) {
    return (left, right) -> {
      throw new EvaluationError("Cannot compare " + left + " and " + right + ": they are " + type);
    };
  }

  private static Comparator<Object> members(List<Comparator<Object>> orders) {
    return (left, right) -> {
      for (int i = 0; i < orders.size(); i++) {
        Object a = ((List<?>) left).get(i);
        Object b = ((List<?>) right).get(i);
        int order = a == null || b == null ? 0 : orders.get(i).compare(a, b);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
