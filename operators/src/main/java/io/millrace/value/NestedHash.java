// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.annotation.Internal;

/**
 * How DataFusion hashes a row of one column after the other, values in the form of {@code Literal}:
 * plain ones with {@link FoldHash}, and what is in nested ones as further rows and columns. A null
 * leaves the hash as it was.
 */
@Internal
@FunctionalInterface
public interface NestedHash {
  /** Where a value is in its row. */
  enum Place {
    FIRST,
    BEHIND_OTHERS
  }

  /**
   * @param before the hash of the columns before, 0 if it is the first
   */
  long of(Object value, long before, Place place);

  /** Of a value alone. */
  default long of(Object value) {
    return of(value, 0, Place.FIRST);
  }

  static NestedHash of(DataType type) {
    DataType values = type.unwrapped();
    return switch (values.family()) {
      case LIST -> items(of(((DataType.AnyList) values).item().type())::of);
      case MAP -> items(columns((DataType.Struct) ((DataType.MapOf) values).entries().type()));
      case STRUCT -> struct((DataType.Struct) values);
      case UNION -> union((DataType.Union) values);
      case NULL -> (value, before, place) -> joined(FoldHash.ofLong(1), before, place);
      default -> {
        PlainHash plain = PlainHash.of(values);
        yield type.equals(values) ? plain : encoded(plain);
      }
    };
  }

  private static long joined(long hash, long before, Place place) {
    return place == Place.FIRST ? hash : combined(hash, before);
  }

  static long combined(long left, long right) {
    return (17 * 37 + left) * 37 + right;
  }

  /** Of dictionaries and run-ends, the values alone are hashed. */
  private static NestedHash encoded(NestedHash plain) {
    return (value, before, place) ->
        value == null ? before : joined(plain.of(value), before, place);
  }

  private static NestedHash items(ToLongFunction<Object> item) {
    return (value, before, place) -> {
      long hash = before;
      if (value != null) {
        for (Object each : (List<?>) value) {
          hash = combined(hash, item.applyAsLong(each));
        }
      }
      return hash;
    };
  }

  private static NestedHash struct(DataType.Struct type) {
    ToLongFunction<Object> columns = columns(type);
    return (value, before, place) ->
        value == null ? before : combined(before, columns.applyAsLong(value));
  }

  private static ToLongFunction<Object> columns(DataType.Struct type) {
    List<NestedHash> columns = type.fields().stream().map(Field::type).map(NestedHash::of).toList();
    return row -> {
      long hash = 0;
      for (int i = 0; i < columns.size(); i++) {
        Place place = i == 0 ? Place.FIRST : Place.BEHIND_OTHERS;
        hash = columns.get(i).of(((List<?>) row).get(i), hash, place);
      }
      return hash;
    };
  }

  private static NestedHash union(DataType.Union union) {
    List<NestedHash> members =
        union.members().stream().map(Field::type).map(NestedHash::of).toList();
    return (value, before, place) -> {
      List<?> given = (List<?>) value;
      int member = union.ids().indexOf(((Long) given.get(0)).intValue());
      return combined(before, members.get(member).of(given.get(1)));
    };
  }
}
