// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.nested.ElementOrder.Direction;
import io.millrace.signature.Call;
import io.millrace.value.CellOrder;
import io.millrace.value.Floats;
import io.millrace.value.NestedOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The elements of a list in their order; equal ones stay as they come. */
final class ListSorting {
  private static final int FEW = 24;

  private ListSorting() {}

  static Kernel kernel(Call call) {
    DataType list = call.type(0);
    if (list.isNull()) {
      return ListLoop.NOTHING;
    }
    DataType item = ListFunctions.item(list);
    if (item.unwrapped() instanceof DataType.Union) {
      return ListFunctions.values(call, args -> sorted(item, args));
    }
    Sorting[] orders = new Sorting[1 << 2];
    for (Direction direction : Direction.values()) {
      for (NestedOrder.Nulls nulls : NestedOrder.Nulls.values()) {
        orders[index(direction, nulls)] = Sorting.of(item, direction, nulls);
      }
    }
    return ListLoop.picking(
        list,
        (lists, args, row, to) -> {
          for (int i = 1; i < args.length; i++) {
            if (args[i].isNull(row)) {
              return false;
            }
          }
          Direction direction = direction(args.length > 1 ? word(args[1], row) : null);
          NestedOrder.Nulls nulls = nulls(args.length > 2 ? word(args[2], row) : null);
          if (lists.isNull(row)) {
            return false;
          }
          sort(lists, row, orders[index(direction, nulls)], to);
          return true;
        });
  }

  private static int index(Direction direction, NestedOrder.Nulls nulls) {
    return direction.ordinal() << 1 | nulls.ordinal();
  }

  /**
   * How elements of one block are sorted.
   *
   * @param flip turns longs, and doubles as longs, so that they compare in this order
   */
  private record Sorting(CellOrder order, long flip, NestedOrder.Nulls nulls) {
    static Sorting of(DataType item, Direction direction, NestedOrder.Nulls nulls) {
      CellOrder values = CellOrder.of(item, ElementOrder.inside(direction, nulls));
      boolean descends = direction == Direction.DESCENDING;
      CellOrder directed = descends ? (a, i, b, j) -> values.compare(b, j, a, i) : values;
      long flip = Lane.of(item) == Lane.LONG ? CellOrder.flip(item) : 0;
      return new Sorting(directed.withNulls(nulls), descends ? ~flip : flip, nulls);
    }
  }

  private static void sort(NestedBlock lists, int row, Sorting sorting, Picks to) {
    Block elements = lists.elements();
    int size = lists.size(row);
    int[] places = to.room(size);
    int first = to.size();
    boolean numbers = elements instanceof LongBlock || elements instanceof DoubleBlock;
    if (numbers && size <= FEW) {
      insertNumbers(elements, lists.starts[row], lists.ends[row], sorting, places, first);
      to.grow(size);
      return;
    }
    for (int i = 0; i < size; i++) {
      places[first + i] = lists.starts[row] + i;
    }
    if (size <= FEW) {
      insert(elements, places, first, size, sorting.order);
    } else {
      int[] sorted = Arrays.copyOfRange(places, first, first + size);
      merge(elements, sorted, 0, size, sorted.clone(), sorting.order);
      System.arraycopy(sorted, 0, places, first, size);
    }
    to.grow(size);
  }

  /** Nulls are put to their end, the others inserted among those before them. */
  private static void insertNumbers(
      Block elements, int from, int to, Sorting sorting, int[] places, int first) {
    int nulls = 0;
    for (int place = from; elements.mayHaveNulls() && place < to; place++) {
      nulls += elements.isNull(place) ? 1 : 0;
    }
    boolean nullsFirst = sorting.nulls == NestedOrder.Nulls.FIRST;
    int nextNull = nullsFirst ? first : first + to - from - nulls;
    int begin = nullsFirst ? first + nulls : first;
    int next = begin;
    for (int place = from; place < to; place++) {
      if (nulls > 0 && elements.isNull(place)) {
        places[nextNull++] = place;
        continue;
      }
      long key = key(elements, place) ^ sorting.flip;
      int j = next++ - 1;
      while (j >= begin && (key(elements, places[j]) ^ sorting.flip) > key) {
        places[j + 1] = places[j];
        j--;
      }
      places[j + 1] = place;
    }
  }

  private static long key(Block elements, int place) {
    return elements instanceof LongBlock longs
        ? longs.values[place]
        : Floats.place(((DoubleBlock) elements).values[place]);
  }

  private static void insert(Block elements, int[] places, int first, int size, CellOrder order) {
    for (int i = first + 1; i < first + size; i++) {
      int place = places[i];
      int j = i - 1;
      while (j >= first && order.compare(elements, places[j], elements, place) > 0) {
        places[j + 1] = places[j];
        j--;
      }
      places[j + 1] = place;
    }
  }

  /**
   * @param other the same places, to be used
   */
  private static void merge(
      Block elements, int[] places, int from, int to, int[] other, CellOrder order) {
    if (to - from <= FEW) {
      insert(elements, places, from, to - from, order);
      return;
    }
    int middle = (from + to) >>> 1;
    merge(elements, other, from, middle, places, order);
    merge(elements, other, middle, to, places, order);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft =
          right >= to
              || (left < middle
                  && order.compare(elements, other[left], elements, other[right]) <= 0);
      places[i] = takeLeft ? other[left++] : other[right++];
    }
  }

  private static String word(Block words, int row) {
    BytesBlock block = (BytesBlock) words;
    return new String(
        block.bytes,
        block.starts[row],
        block.ends[row] - block.starts[row],
        StandardCharsets.UTF_8);
  }

  /**
   * @param word null if nothing is said
   */
  private static Direction direction(String word) {
    return word != null && isSecond(word, "ASC", "DESC")
        ? Direction.DESCENDING
        : Direction.ASCENDING;
  }

  private static NestedOrder.Nulls nulls(String word) {
    return word != null && isSecond(word, "NULLS FIRST", "NULLS LAST")
        ? NestedOrder.Nulls.LAST
        : NestedOrder.Nulls.FIRST;
  }

  private static boolean isSecond(String word, String first, String second) {
    String upper = word.toUpperCase(Locale.ROOT);
    if (!upper.equals(first) && !upper.equals(second)) {
      throw new EvaluationError(
          "Cannot sort a list: found '" + word + "', expected " + first + " or " + second);
    }
    return upper.equals(second);
  }

  private static List<Object> sorted(DataType item, List<Object> args) {
    if (args.subList(1, args.size()).contains(null)) {
      return null;
    }
    Comparator<Object> order =
        ElementOrder.of(
            item,
            direction(args.size() > 1 ? (String) args.get(1) : null),
            nulls(args.size() > 2 ? (String) args.get(2) : null));
    if (args.get(0) == null) {
      return null;
    }
    Object[] values = ((List<?>) args.get(0)).toArray();
    Arrays.sort(values, order);
    return Collections.unmodifiableList(Arrays.asList(values));
  }
}
