// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Cells;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import io.millrace.expr.TypeId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which DataFusion sorts values of a type, over {@code Literal}'s Java form: floats in
 * total order (-0.0 before 0.0, NaN last), text by bytes, intervals by months, then days, then
 * nanoseconds; lists element by element, a null element after all others, the shorter first.
 */
final class ValueOrder {
  private ValueOrder() {}

  static Comparator<Object> of(DataType type) {
    DataType inner = Cells.unwrapped(type);
    if (inner.id() == TypeId.UINT64) {
      return (a, b) -> Long.compareUnsigned((Long) a, (Long) b);
    }
    if (inner instanceof DataType.ListOf list) {
      return lists(of(list.item().type()));
    }
    if (inner instanceof DataType.FixedSizeList list) {
      return lists(of(list.item().type()));
    }
    if (inner instanceof DataType.Struct struct) {
      return structs(struct.fields().stream().map(field -> of(field.type())).toList());
    }
    if (inner instanceof DataType.MapOf map) {
      return lists(of(map.entries().type()));
    }
    if (inner instanceof DataType.Union) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot sort by type " + type + ": unions have no order");
    }
    return ValueOrder::compareScalars;
  }

  private static int compareScalars(Object a, Object b) {
    if (a instanceof Long number) {
      return Long.compare(number, (Long) b);
    }
    if (a instanceof Double number) {
      return Double.compare(number, (Double) b);
    }
    if (a instanceof String text) {
      return Arrays.compareUnsigned(utf8(text), utf8((String) b));
    }
    if (a instanceof BigInteger number) {
      return number.compareTo((BigInteger) b);
    }
    if (a instanceof Bytes bytes) {
      return bytes.compareTo((Bytes) b);
    }
    if (a instanceof Boolean truth) {
      return truth.compareTo((Boolean) b);
    }
    return compareIntervals((Interval) a, (Interval) b);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int compareIntervals(Interval a, Interval b) {
    int months = Integer.compare(a.months(), b.months());
    if (months != 0) {
      return months;
    }
    int days = Integer.compare(a.days(), b.days());
    return days != 0 ? days : Long.compare(a.nanos(), b.nanos());
  }

  private static Comparator<Object> lists(Comparator<Object> item) {
    return (a, b) -> {
      List<?> left = (List<?>) a;
      List<?> right = (List<?>) b;
      for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
        int order = nullsLast(left.get(i), right.get(i), item);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(left.size(), right.size());
    };
  }

  private static Comparator<Object> structs(List<Comparator<Object>> members) {
    return (a, b) -> {
      for (int i = 0; i < members.size(); i++) {
        int order = nullsLast(((List<?>) a).get(i), ((List<?>) b).get(i), members.get(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int nullsLast(Object a, Object b, Comparator<Object> order) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return order.compare(a, b);
  }
}
