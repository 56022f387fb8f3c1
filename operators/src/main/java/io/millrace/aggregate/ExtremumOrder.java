// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.value.NestedOrder;
import java.util.Comparator;
import java.util.List;

/**
 * How {@code min} and {@code max} compare values. Nulls in a list come last; a member of a struct
 * that is null in one of two values does not decide, so that who comes first may depend on the
 * order of rows. What is nested deeper has no order: that is an {@link EvaluationError}.
 */
final class ExtremumOrder {
  private ExtremumOrder() {}

  static Comparator<Object> of(DataType type) {
    return switch (type.unwrapped().family()) {
      case STRUCT -> members(((DataType.Struct) type.unwrapped()).fields());
      case LIST ->
          ((DataType.AnyList) type.unwrapped()).item().type().unwrapped().family().isNested()
              ? none(type)
              : NestedOrder.of(type, NestedOrder.Nulls.LAST);
      default -> NestedOrder.of(type);
    };
  }

  /** The same for values that come one by one: without an order, what was there before stays. */
  static Comparator<Object> orElseLater(Comparator<Object> order) {
    return (value, before) -> {
      try {
        return order.compare(value, before);
      } catch (EvaluationError none) {
        return 1;
      }
    };
  }

  private static Comparator<Object> members(List<Field> fields) {
    List<Comparator<Object>> orders =
        fields.stream().map(Field::type).map(ExtremumOrder::member).toList();
    return (left, right) -> {
      int order = 0;
      for (int i = 0; i < orders.size() && order == 0; i++) {
        order = orders.get(i).compare(((List<?>) left).get(i), ((List<?>) right).get(i));
      }
      return order;
    };
  }

  /** Here, values may be null. */
  private static Comparator<Object> member(DataType type) {
    if (type.unwrapped().family().isNested() && !(type instanceof DataType.Struct)) {
      return none(type);
    }
    Comparator<Object> order = of(type);
    return (left, right) -> left == null || right == null ? 0 : order.compare(left, right);
  }

  private static Comparator<Object> none(DataType type) {
    return Comparator.comparing(
        unused -> {
          throw new EvaluationError("min and max do not compare values of type " + type);
        });
  }
}
