// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Structs to structs by the names of their members, where those that are missing are null; maps to
 * maps; unions to what one of their members becomes, null where another is chosen. Where nulls are
 * asked for, a struct keeps its number of members.
 */
@Internal
public final class MemberCasts {
  private MemberCasts() {}

  /** Whether there is such a cast; of other types, none. */
  public static boolean can(DataType from, DataType to) {
    if (from instanceof DataType.Struct a && to instanceof DataType.Struct b) {
      return structs(a, b);
    }
    if (from instanceof DataType.MapOf a && to instanceof DataType.MapOf b) {
      return a.sorted() == b.sorted()
          && castable(member(a, 0), member(b, 0))
          && castable(member(a, 1), member(b, 1));
    }
    return from instanceof DataType.Union union && chosen(union, to).isPresent();
  }

  /** Whether there is a cast of any kind. */
  static boolean castable(DataType from, DataType to) {
    DataType source = from.unwrapped();
    DataType target = to.unwrapped();
    return Castable.plain(source, target) || can(source, target) || ListCasts.can(source, target);
  }

  /** One member at least is in both, under the same name. */
  private static boolean structs(DataType.Struct from, DataType.Struct to) {
    boolean any = false;
    for (Field target : to.fields()) {
      int place = place(from, target.name());
      Field source = place < 0 ? null : from.fields().get(place);
      boolean nullable = source == null || source.nullable();
      if (nullable && !target.nullable()) {
        return false;
      }
      if (source != null && !castable(source.type(), target.type())) {
        return false;
      }
      any |= source != null;
    }
    return any;
  }

  /** Empty if there is no such cast. */
  static Optional<ListCasts.Element> find(DataType from, DataType to, boolean safe) {
    if (!can(from, to)) {
      return Optional.empty();
    }
    if (from instanceof DataType.Struct source) {
      DataType.Struct target = (DataType.Struct) to;
      return safe && source.fields().size() != target.fields().size()
          ? Optional.empty()
          : Optional.of(members(source, target, safe));
    }
    if (from instanceof DataType.MapOf source) {
      DataType.MapOf target = (DataType.MapOf) to;
      ListCasts.Element key = ListCasts.element(field(target, 0), member(source, 0), safe);
      ListCasts.Element item = ListCasts.element(field(target, 1), member(source, 1), safe);
      return Optional.of(
          map -> ((List<?>) map).stream().map(entry -> entry((List<?>) entry, key, item)).toList());
    }
    return Optional.of(alternative((DataType.Union) from, to, safe));
  }

  private static Object entry(List<?> entry, ListCasts.Element key, ListCasts.Element item) {
    List<Object> cast = new ArrayList<>(2);
    cast.add(key.apply(entry.get(0)));
    cast.add(item.apply(entry.get(1)));
    return Collections.unmodifiableList(cast);
  }

  private static ListCasts.Element members(DataType.Struct from, DataType.Struct to, boolean safe) {
    int[] places = new int[to.fields().size()];
    List<ListCasts.Element> casts = new ArrayList<>(places.length);
    for (int i = 0; i < places.length; i++) {
      Field target = to.fields().get(i);
      places[i] = place(from, target.name());
      casts.add(
          places[i] < 0
              ? value -> null
              : ListCasts.element(from.fields().get(places[i]).type(), target.type(), safe));
    }
    return struct -> {
      List<Object> cast = new ArrayList<>(places.length);
      for (int i = 0; i < places.length; i++) {
        Object value = places[i] < 0 ? null : ((List<?>) struct).get(places[i]);
        cast.add(casts.get(i).apply(value));
      }
      return Collections.unmodifiableList(cast);
    };
  }

  private static ListCasts.Element alternative(DataType.Union from, DataType to, boolean safe) {
    int place = chosen(from, to).orElseThrow();
    long id = from.ids().get(place);
    ListCasts.Element cast = ListCasts.element(from.members().get(place).type(), to, safe);
    return value -> {
      List<?> pair = (List<?>) value;
      return (long) pair.get(0) == id ? cast.apply(pair.get(1)) : null;
    };
  }

  /** The member of the same type, else the first of its family, else the first that can be cast. */
  private static Optional<Integer> chosen(DataType.Union union, DataType to) {
    List<DataType> types = union.members().stream().map(Field::type).toList();
    int same = types.indexOf(to);
    if (same >= 0) {
      return Optional.of(same);
    }
    for (int i = 0; i < types.size(); i++) {
      if (alike(types.get(i), to)) {
        return Optional.of(i);
      }
    }
    if (to.isNull() || to.unwrapped().family().isNested()) {
      return Optional.empty();
    }
    for (int i = 0; i < types.size(); i++) {
      if (castable(types.get(i), to)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean alike(DataType a, DataType b) {
    if (a.family() != b.family()) {
      return false;
    }
    return a.isText()
        || a.isFloat()
        || a.isInteger()
        || (a.isBinary()
            && a.id() != TypeId.FIXED_SIZE_BINARY
            && b.id() != TypeId.FIXED_SIZE_BINARY);
  }

  private static DataType member(DataType.MapOf map, int place) {
    return field(map, place).type();
  }

  private static Field field(DataType.MapOf map, int place) {
    return ((DataType.Struct) map.entries().type()).fields().get(place);
  }

  private static int place(DataType.Struct struct, String name) {
    for (int i = 0; i < struct.fields().size(); i++) {
      if (struct.fields().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
