// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is demanded of one expression, by its value. */
final class Postings<E> {
  private final DataType type;
  private final Supplier<Object> value;

  /** Never empty lists, each in an array of its own: a row looks through memory for each part. */
  private final Map<Object, Object[]> equal = new HashMap<>();

  private final Intervals<E> spans = new Intervals<>();
  private final Set<E> ofNull = new LinkedHashSet<>();

  /**
   * @param value of the expression for the row at hand, in the Java form of literals
   */
  Postings(DataType type, Supplier<Object> value) {
    this.type = type;
    this.value = value;
  }

  void add(Object wanted, E element) {
    equal.merge(wanted, new Object[] {element}, Postings::joined);
  }

  void remove(Object wanted, E element) {
    equal.computeIfPresent(
        wanted,
        (value, elements) -> {
          Object[] left = Arrays.stream(elements).filter(each -> each != element).toArray();
          return left.length == 0 ? null : left;
        });
  }

  private static Object[] joined(Object[] known, Object[] more) {
    Object[] all = Arrays.copyOf(known, known.length + more.length);
    System.arraycopy(more, 0, all, known.length, more.length);
    return all;
  }

  @SuppressWarnings("unchecked")
  private static <E> void each(Object[] elements, Consumer<E> each) {
    for (Object element : elements) {
      each.accept((E) element);
    }
  }

  /** Of those that concern rows where the expression is NULL. */
  Set<E> ofNull() {
    return ofNull;
  }

  Intervals<E> spans() {
    return spans;
  }

  boolean isEmpty() {
    return equal.isEmpty() && spans.size() == 0 && ofNull.isEmpty();
  }

  /** How many want that value. */
  int count(Object wanted) {
    Object[] elements = equal.get(wanted);
    return elements == null ? 0 : elements.length;
  }

  private void all(Consumer<E> each) {
    equal.values().forEach(elements -> each(elements, each));
    spans.all(each);
    ofNull.forEach(each);
  }

  /** Those that the row at hand may suit. */
  void forRow(Consumer<E> each) {
    Object found;
    try {
      found = value.get();
    } catch (EvaluationError e) {
      // A limit, such as of time: each has to see for itself.
      all(each);
      return;
    }
    if (found == null) {
      ofNull.forEach(each);
      return;
    }
    Object[] elements = equal.get(KeyValues.equal(found));
    if (elements != null) {
      each(elements, each);
    }
    if (spans.size() > 0) {
      if (KeyValues.isNaN(found)) {
        spans.all(each);
      } else {
        spans.holding(KeyValues.ordinal(type, found), each);
      }
    }
  }
}
