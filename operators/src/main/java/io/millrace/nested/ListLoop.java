// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.SpreadLists;

/** Kernels that go from list to list over the block in which all their elements lie. */
final class ListLoop {
  /** Of what is null in every row. */
  static final Kernel NOTHING = (Kernel.Row) (args, row, out) -> out.setNull(row);

  private ListLoop() {}

  /** The elements of the lists so far. */
  interface Elements {
    int size();

    /** Forgets all from the one with that number on. */
    void cut(int from);

    /** All, one after another. */
    Block block();
  }

  /** Does a row; throws {@link EvaluationError} if that has no answer. */
  interface Each {
    void apply(int row);
  }

  /** What is done with the rows of a block. */
  interface Over {
    Each begin(NestedBlock lists, Block[] args, int rows, Block out);
  }

  /** Chooses elements of the list in a row of {@code lists}; false for a null. */
  interface Picking {
    boolean pick(NestedBlock lists, Block[] args, int row, Picks to);
  }

  /** Sets where a part of a list begins and ends; false for a null. */
  interface Cutting {
    boolean cut(NestedBlock lists, Block[] args, int row, NestedBlock out);
  }

  /** Puts the elements of a list together; false for a null. */
  interface Joining<E extends Elements> {
    boolean join(int row, E to);
  }

  /** The lists of an argument as parts of a block. */
  static NestedBlock spread(Block argument, DataType type, int rows) {
    NestedBlock lists = (NestedBlock) argument;
    lists.spread(type, rows);
    return lists;
  }

  static Kernel blocks(Kernel.Blocks kernel) {
    return SpreadLists.of(kernel);
  }

  /** Over the lists of the first argument. */
  static Kernel each(DataType list, Over over) {
    if (list.isNull()) {
      return NOTHING;
    }
    return blocks(
        (args, out, rows, errors) ->
            each(out, rows, errors, over.begin(spread(args[0], list, rows), args, rows, out)));
  }

  static void each(Block out, int rows, RowErrors errors, Each each) {
    for (int row = 0; row < rows; row++) {
      if (!out.isNull(row)) {
        try {
          each.apply(row);
        } catch (EvaluationError e) {
          errors.mark(row, e);
        }
      }
    }
  }

  /** Lists of elements of the first argument. */
  static Kernel picking(DataType list, Picking picking) {
    if (list.isNull()) {
      return NOTHING;
    }
    DataType item = ListFunctions.item(list);
    return blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = spread(args[0], list, rows);
          NestedBlock result = (NestedBlock) out;
          result.lists(lists.elements(), item);
          Picks picks = new Picks(lists.elements(), size(lists, rows));
          each(
              out,
              rows,
              errors,
              row -> {
                if (!picking.pick(lists, args, row, picks)) {
                  out.setNull(row);
                }
              },
              picks,
              result);
          result.lists(picks.block(), item);
        });
  }

  /** Lists out of elements that are copied. */
  static <E extends Elements> void joining(
      DataType item, E joined, Joining<E> joining, Block out, int rows, RowErrors errors) {
    NestedBlock result = (NestedBlock) out;
    result.lists(null, item);
    each(
        out,
        rows,
        errors,
        row -> {
          if (!joining.join(row, joined)) {
            out.setNull(row);
          }
        },
        joined,
        result);
    result.lists(joined.block(), item);
  }

  /** Null and failed rows have no elements. */
  private static void each(
      Block out, int rows, RowErrors errors, Each each, Elements elements, NestedBlock result) {
    for (int row = 0; row < rows; row++) {
      int start = elements.size();
      boolean failed = false;
      if (!out.isNull(row)) {
        try {
          each.apply(row);
        } catch (EvaluationError e) {
          errors.mark(row, e);
          failed = true;
        }
      }
      if (failed || out.isNull(row)) {
        elements.cut(start);
      }
      result.starts[row] = start;
      result.ends[row] = elements.size();
    }
  }

  /** Parts of the lists of the first argument, which share their elements. */
  static Kernel cutting(DataType list, Cutting cutting) {
    if (list.isNull()) {
      return NOTHING;
    }
    DataType item = ListFunctions.item(list);
    return blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = spread(args[0], list, rows);
          NestedBlock result = (NestedBlock) out;
          result.lists(lists.elements(), item);
          for (int row = 0; row < rows; row++) {
            result.starts[row] = 0;
            result.ends[row] = 0;
          }
          each(
              out,
              rows,
              errors,
              row -> {
                if (!cutting.cut(lists, args, row, result)) {
                  out.setNull(row);
                }
              });
        });
  }

  /** One element of each list of the first argument, by its place in their block; -1 for a null. */
  interface Place {
    int of(NestedBlock lists, Block[] args, int row);
  }

  /**
   * @param element of the result
   */
  static Kernel element(DataType list, Place place) {
    if (list.isNull()) {
      return NOTHING;
    }
    return blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = spread(args[0], list, rows);
          int[] places = new int[rows];
          each(
              out,
              rows,
              errors,
              row -> {
                places[row] = place.of(lists, args, row);
                if (places[row] < 0) {
                  out.setNull(row);
                }
              });
          gather(lists.elements(), places, out, rows);
        });
  }

  /** Sets the rows that are not null; without a source all of them are, or fail. */
  static void gather(Block source, int[] places, Block out, int rows) {
    if (source.capacity() == 0) {
      return;
    }
    if (!out.hasNulls(rows)) {
      out.gather(source, places, rows);
      return;
    }
    long[] valid = out.validWords().clone();
    for (int row = 0; row < rows; row++) {
      places[row] = Math.max(0, places[row]);
    }
    out.gather(source, places, rows);
    for (int row = 0; row < rows; row++) {
      if ((valid[row >>> 6] >>> row & 1) == 0) {
        out.setNull(row);
      }
    }
  }

  /** How many elements lists have that are not null. */
  static int size(NestedBlock lists, int rows) {
    int size = 0;
    for (int row = 0; row < rows; row++) {
      size += lists.isNull(row) ? 0 : lists.size(row);
    }
    return size;
  }
}
