// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Interval;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How two values of a type in the form of {@code Literal} compare: floats in total order, text by
 * its bytes, intervals by months, then days, then nanoseconds, lists element by element, the
 * shorter first, unions by member.
 */
@Internal
@FunctionalInterface
public interface NestedOrder extends Comparator<Object> {
  /** Where nulls inside lists and structs go. */
  enum Nulls {
    FIRST,
    LAST
  }

  static NestedOrder of(DataType type) {
    return of(type, Nulls.FIRST);
  }

  static NestedOrder of(DataType type, Nulls nulls) {
    DataType values = type.unwrapped();
    return switch (values.family()) {
      case FLOAT -> NestedOrder::floats;
      case NULL, BOOLEAN, SIGNED, DATE, TIME, TIMESTAMP, DURATION -> NestedOrder::plain;
      case UNSIGNED -> (a, b) -> Long.compareUnsigned((Long) a, (Long) b);
      case DECIMAL -> (a, b) -> ((BigInteger) a).compareTo((BigInteger) b);
      case TEXT -> (a, b) -> text(a).compareTo(text(b));
      case BINARY -> (a, b) -> ((Bytes) a).compareTo((Bytes) b);
      case INTERVAL ->
          values.equals(DataType.INTERVAL_DAY_TIME)
              ? NestedOrder::daysAndMillis
              : NestedOrder::spans;
      case LIST -> lists(((DataType.AnyList) values).item().type(), nulls);
      case STRUCT -> members(((DataType.Struct) values).fields(), nulls);
      case MAP -> lists(((DataType.MapOf) values).entries().type(), nulls);
      case UNION -> alternatives((DataType.Union) values, nulls);
      case ENCODED -> throw new AssertionError(values);
    };
  }

  private static Bytes text(Object value) {
    return Bytes.wrap(((String) value).getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked")
  private static int plain(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  /** A NaN with a sign comes before all other floats. */
  private static int floats(Object a, Object b) {
    return Long.compare(Floats.place((Double) a), Floats.place((Double) b));
  }

  private static int spans(Object a, Object b) {
    if (a instanceof Interval left && b instanceof Interval right) {
      return Comparator.comparingInt(Interval::months)
          .thenComparingInt(Interval::days)
          .thenComparingLong(Interval::nanos)
          .compare(left, right);
    }
    return plain(a, b);
  }

  /** Both halves of the long have a sign. */
  private static int daysAndMillis(Object a, Object b) {
    return Long.compare((Long) a ^ 1L << 31, (Long) b ^ 1L << 31);
  }

  private static int elements(NestedOrder order, Nulls nulls, Object a, Object b) {
    if (a == null || b == null) {
      int first = Boolean.compare(a != null, b != null);
      return nulls == Nulls.FIRST ? first : -first;
    }
    return order.compare(a, b);
  }

  private static NestedOrder lists(DataType type, Nulls nulls) {
    NestedOrder item = of(type, nulls);
    return (left, right) -> {
      List<?> a = (List<?>) left;
      List<?> b = (List<?>) right;
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        int order = elements(item, nulls, a.get(i), b.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(a.size(), b.size());
    };
  }

  /** Which member comes before its value, but a null is a null of any. */
  private static NestedOrder alternatives(DataType.Union union, Nulls nulls) {
    List<NestedOrder> orders =
        union.members().stream().map(member -> of(member.type(), nulls)).toList();
    return (left, right) -> {
      List<?> a = (List<?>) left;
      List<?> b = (List<?>) right;
      int place = union.ids().indexOf(((Long) a.get(0)).intValue());
      boolean bothHave = a.get(1) != null && b.get(1) != null;
      return bothHave && !a.get(0).equals(b.get(0))
          ? Integer.compare(place, union.ids().indexOf(((Long) b.get(0)).intValue()))
          : elements(orders.get(place), nulls, a.get(1), b.get(1));
    };
  }

  private static NestedOrder members(List<Field> fields, Nulls nulls) {
    List<NestedOrder> orders = new ArrayList<>();
    fields.forEach(field -> orders.add(of(field.type(), nulls)));
    return (left, right) -> {
      for (int i = 0; i < orders.size(); i++) {
        int order =
            elements(orders.get(i), nulls, ((List<?>) left).get(i), ((List<?>) right).get(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
