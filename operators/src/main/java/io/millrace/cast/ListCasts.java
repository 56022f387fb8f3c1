// SPDX-License-Identifier: Apache-2.0
package io.millrace.cast;

import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.OneArgument;
import io.millrace.kernel.Single;
import io.millrace.kernel.SpreadLists;
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
    return Optional.of(elementwise((DataType.AnyList) from, (DataType.AnyList) to, safe));
  }

  /**
   * The elements of all lists are cast at once; a list fails with the first of its own that does.
   */
  private static Kernel elementwise(DataType.AnyList from, DataType.AnyList to, boolean safe) {
    Field target = to.item();
    boolean same = item(from).equals(target.type());
    Kernel cast = same ? null : ofElement(item(from), target.type(), safe);
    return SpreadLists.of(
        (args, out, rows, errors) -> {
          NestedBlock given = (NestedBlock) args[0];
          NestedBlock result = (NestedBlock) out;
          given.spread(from, rows);
          RowErrors failed = new RowErrors();
          Block elements =
              same ? given.elements() : cast(cast, item(from), given.elements(), target, failed);
          result.share(given, elements, target.type(), rows);
          boolean mayFail = !failed.isEmpty() || (!target.nullable() && elements.mayHaveNulls());
          for (int row = 0; row < rows; row++) {
            if (out.isNull(row)) {
              continue;
            }
            if (mayFail) {
              EvaluationError cause = failure(result, row, target, failed);
              if (cause != null) {
                errors.mark(row, cause);
              }
            }
            if (to instanceof DataType.FixedSizeList fixed && result.size(row) != fixed.size()) {
              fitNot(result.size(row), fixed, safe, out, row, errors);
            }
          }
        });
  }

  private static Kernel ofElement(DataType from, DataType to, boolean safe) {
    if (from.isNull()) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    if (!becomesList(from, to)) {
      return Casts.kernel(from, to, safe);
    }
    Element element = element(from, to, safe);
    return (Kernel.Row)
        (args, row, out) -> Cells.set(out, row, to, element.apply(Cells.view(args[0], row, from)));
  }

  /** Then a null becomes a list of one. */
  private static boolean becomesList(DataType from, DataType to) {
    return to instanceof DataType.AnyList && !from.isNull() && !from.family().isNested();
  }

  private static Block cast(
      Kernel cast, DataType from, Block elements, Field to, RowErrors failed) {
    int size = elements.capacity();
    Block made = Block.of(Lane.of(to.type()), size);
    if (!becomesList(from, to.type())) {
      made.copyNulls(elements, size);
    }
    OneArgument.run(cast, new Block[] {elements}, made, size, failed);
    for (int place = failed.next(0); place >= 0; place = failed.next(place + 1)) {
      made.setNull(place);
    }
    return made;
  }

  /** Null if all elements of a list were cast. */
  private static EvaluationError failure(
      NestedBlock lists, int row, Field target, RowErrors failed) {
    for (int place = lists.starts[row]; place < lists.ends[row]; place++) {
      if (failed.failed(place)) {
        return failed.cause(place);
      }
      if (!target.nullable() && lists.elements().isNull(place)) {
        return new EvaluationError("Cannot cast to " + target.type() + ": null, expected none");
      }
    }
    return null;
  }

  private static void fitNot(
      int size, DataType.FixedSizeList to, boolean safe, Block out, int row, RowErrors errors) {
    if (safe) {
      out.setNull(row);
    } else {
      errors.mark(row, "Cannot cast a list of " + size + " elements to " + to);
    }
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

  private static String print(List<?> values, Element text) {
    List<String> parts = new ArrayList<>(values.size());
    values.forEach(value -> parts.add(value == null ? "" : (String) text.apply(value)));
    return "[" + String.join(", ", parts) + "]";
  }
}
