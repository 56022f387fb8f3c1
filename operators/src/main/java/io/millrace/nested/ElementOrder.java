// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.value.NestedOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** In which order the elements of a list are sorted. */
final class ElementOrder {
  enum Direction {
    ASCENDING,
    DESCENDING
  }

  private ElementOrder() {}

  /** Nulls inside of elements go where nulls among them do. */
  static Comparator<Object> of(DataType item, Direction direction, NestedOrder.Nulls nulls) {
    boolean descending = direction == Direction.DESCENDING;
    if (item.unwrapped() instanceof DataType.Union union) {
      Comparator<Object> members = members(union, nulls);
      return descending ? members.reversed() : members;
    }
    Comparator<Object> values = NestedOrder.of(item, inside(direction, nulls));
    Comparator<Object> directed = descending ? values.reversed() : values;
    return nulls == NestedOrder.Nulls.FIRST
        ? Comparator.nullsFirst(directed)
        : Comparator.nullsLast(directed);
  }

  /** Where nulls inside of elements go in the order that is turned round for the direction. */
  static NestedOrder.Nulls inside(Direction direction, NestedOrder.Nulls nulls) {
    return (nulls == NestedOrder.Nulls.FIRST) == (direction == Direction.DESCENDING)
        ? NestedOrder.Nulls.LAST
        : NestedOrder.Nulls.FIRST;
  }

  /** By member, then by value, and backwards from that; a null is one of the first member. */
  private static Comparator<Object> members(DataType.Union union, NestedOrder.Nulls nulls) {
    List<Comparator<Object>> values = new ArrayList<>();
    for (Field member : union.members()) {
      values.add(of(member.type(), Direction.ASCENDING, nulls));
    }
    return (left, right) -> {
      int member = member(union, left);
      int order = Integer.compare(member, member(union, right));
      return order != 0 ? order : values.get(member).compare(value(left), value(right));
    };
  }

  private static int member(DataType.Union union, Object value) {
    return value == null ? 0 : union.ids().indexOf(((Long) ((List<?>) value).get(0)).intValue());
  }

  private static Object value(Object value) {
    return value == null ? null : ((List<?>) value).get(1);
  }
}
