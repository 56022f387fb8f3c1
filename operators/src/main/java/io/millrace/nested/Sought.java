// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How elements are compared with one that is looked for. Nulls are the same, floats are by their
 * bits. Of lists, null is none, but as what is looked for it is an empty one. Other nested values
 * are not compared.
 */
enum Sought {
  VALUE,
  LIST,
  NESTED;

  /** For lists of that type. */
  static Sought in(DataType list) {
    DataType element = ListFunctions.item(list).unwrapped();
    if (element.id() == TypeId.LIST || element.id() == TypeId.LARGE_LIST) {
      return LIST;
    }
    return element.family().isNested() ? NESTED : VALUE;
  }

  /** Whether an element is this one; throws EvaluationError if that is not compared. */
  Predicate<Object> as(Object wanted) {
    return switch (this) {
      case VALUE -> wanted instanceof Double number ? float64(number) : value(wanted);
      case LIST -> {
        Object list = wanted == null ? List.of() : wanted;
        yield element -> list.equals(element);
      }
      case NESTED ->
          throw new EvaluationError(
              "Cannot search a list: its elements are nested, expected plain values or lists");
    };
  }

  private static Predicate<Object> value(Object wanted) {
    return element -> Objects.equals(element, wanted);
  }

  private static Predicate<Object> float64(double wanted) {
    long bits = Double.doubleToRawLongBits(wanted);
    return element ->
        element instanceof Double number && Double.doubleToRawLongBits(number) == bits;
  }

  /** All the places, from 1 on, of an element. */
  List<Object> positions(List<?> list, Object wanted) {
    Predicate<Object> same = as(wanted);
    List<Object> places = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (same.test(list.get(i))) {
        places.add(i + 1L);
      }
    }
    return Collections.unmodifiableList(places);
  }
}
