// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.ElementList;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Lists to lists of other elements or another layout, and to text. */
final class ListCasts {
  /** What one element, which may be null, becomes. */
  interface Element {
    Object apply(Object value);
  }

  private ListCasts() {}

  /** Whether there is such a cast of lists, or of a single value to a list. */
  static boolean can(DataType from, DataType to) {
    if (!(from instanceof DataType.AnyList)) {
      return to instanceof DataType.AnyList
          && sizeOf(to) == 1
          && !from.family().isNested()
          && MemberCasts.castable(from, item(to));
    }
    return to instanceof DataType.AnyList
        ? MemberCasts.castable(item(from), item(to))
        : to.isText() && from.id() != TypeId.FIXED_SIZE_LIST;
  }

  /**
   * Empty if there is no such cast of lists; throws MillraceException if elements can't be cast.
   */
  static Optional<Kernel> find(DataType from, DataType to, boolean safe) {
    if (!(from instanceof DataType.AnyList) || from.equals(to)) {
      return Optional.empty();
    }
    if (to.isText() && from.id() != TypeId.FIXED_SIZE_LIST) {
      Element text = element(item(from), DataType.UTF8, safe);
      return Optional.of(row(from, to, value -> print((List<?>) value, text)));
    }
    if (!(to instanceof DataType.AnyList) || !sizesMeet(from, to)) {
      return Optional.empty();
    }
    Field target = ((DataType.AnyList) to).item();
    if (isFlat(item(from), target)) {
      Kernel cast = Casts.kernel(item(from), target.type(), safe);
      Element all = value -> flat((List<?>) value, cast, item(from), target.type());
      return Optional.of(row(from, to, value -> sized(all.apply(value), to, safe)));
    }
    Element element = element(target, item(from), safe);
    return Optional.of(row(from, to, value -> sized(all((List<?>) value, element), to, safe)));
  }

  /** Whether elements can be cast in blocks. */
  private static boolean isFlat(DataType from, Field to) {
    return to.nullable()
        && !from.equals(to.type())
        && ElementList.holds(from)
        && ElementList.holds(to.type());
  }

  private static List<Object> flat(List<?> values, Kernel cast, DataType from, DataType to) {
    int size = values.size();
    Block[] given = {Block.of(Lane.of(from), 1)};
    Block made = Block.of(Lane.of(to), 1);
    Block all = Block.of(Lane.of(to), size);
    for (int i = 0; i < size; i++) {
      given[0].reset();
      if (values instanceof ElementList elements) {
        elements.copyTo(given[0], 0, i, 1);
      } else {
        Cells.set(given[0], 0, from, values.get(i));
      }
      if (given[0].isNull(0)) {
        all.setNull(i);
      } else {
        made.reset();
        Single.row(cast, given, made);
        all.copy(i, made, 0);
      }
    }
    return new ElementList(all, to, 0, size);
  }

  private static boolean sizesMeet(DataType from, DataType to) {
    return !(from instanceof DataType.FixedSizeList a)
        || !(to instanceof DataType.FixedSizeList b)
        || a.size() == b.size();
  }

  private static DataType item(DataType list) {
    return ((DataType.AnyList) list).item().type();
  }

  static Kernel row(DataType from, DataType to, Element cast) {
    return (Kernel.Row)
        (args, row, out) -> {
          Object value = Cells.view(args[0], row, from);
          Cells.set(out, row, to, value == null ? null : cast.apply(value));
        };
  }

  /** For a field that may have to hold something; that fails even where nulls are asked for. */
  static Element element(Field to, DataType from, boolean safe) {
    Element element = element(from, to.type(), safe);
    return to.nullable()
        ? element
        : value -> {
          Object cast = element.apply(value);
          if (cast == null) {
            throw new EvaluationError("Cannot cast to " + to.type() + ": null, expected none");
          }
          return cast;
        };
  }

  static Element element(DataType from, DataType to, boolean safe) {
    if (from.isNull()) {
      return value -> null;
    }
    if (from.equals(to)) {
      return value -> value;
    }
    if (to instanceof DataType.AnyList && !from.family().isNested() && sizeOf(to) == 1) {
      Element item = element(from, item(to), safe);
      return value -> Collections.singletonList(item.apply(value));
    }
    Kernel kernel = Casts.kernel(from, to, safe);
    return value ->
        value == null
            ? null
            : Single.evaluate(kernel, Nulls.STRICT, List.of(new Literal(from, value)), to).value();
  }

  /** Of a list that holds one value; lists of one size only may not be able to. */
  private static int sizeOf(DataType list) {
    return list instanceof DataType.FixedSizeList fixed ? fixed.size() : 1;
  }

  private static List<Object> all(List<?> values, Element element) {
    List<Object> cast = new ArrayList<>(values.size());
    values.forEach(value -> cast.add(element.apply(value)));
    return Collections.unmodifiableList(cast);
  }

  private static Object sized(Object list, DataType to, boolean safe) {
    if (to instanceof DataType.FixedSizeList fixed && ((List<?>) list).size() != fixed.size()) {
      if (safe) {
        return null;
      }
      throw new EvaluationError(
          "Cannot cast a list of " + ((List<?>) list).size() + " elements to " + to);
    }
    return list;
  }

  private static String print(List<?> values, Element text) {
    List<String> parts = new ArrayList<>(values.size());
    values.forEach(value -> parts.add(value == null ? "" : (String) text.apply(value)));
    return "[" + String.join(", ", parts) + "]";
  }
}
