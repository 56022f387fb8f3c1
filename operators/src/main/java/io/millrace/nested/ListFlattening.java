// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;

/** Lists of lists become lists of the elements of those inside. */
final class ListFlattening {
  private ListFlattening() {}

  static Kernel kernel(Call call) {
    DataType type = call.type(0);
    if (type.equals(call.result())) {
      return ListLoop.blocks((args, out, rows, errors) -> out.copyRange(0, args[0], 0, rows));
    }
    DataType inner = ListFunctions.item(type);
    DataType item = ListFunctions.item(inner);
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = ListLoop.spread(args[0], type, rows);
          Block below = lists.elements();
          NestedBlock inside = ListLoop.spread(below, inner, below.capacity());
          NestedBlock result = (NestedBlock) out;
          result.lists(inside.elements(), item);
          if (!shared(lists, inside, inner, result, rows)) {
            copied(lists, inside, inner, result, rows, errors);
          }
        });
  }

  /** Where the elements of all lists inside lie side by side they are those of the list around. */
  private static boolean shared(
      NestedBlock lists, NestedBlock inside, DataType inner, NestedBlock out, int rows) {
    for (int row = 0; row < rows; row++) {
      int start = 0;
      int end = 0;
      boolean any = false;
      for (int i = lists.starts[row]; i < lists.ends[row] && !out.isNull(row); i++) {
        if (inside.isNull(i)) {
          if (inner instanceof DataType.FixedSizeList) {
            return false;
          }
        } else if (inside.size(i) > 0) {
          if (any && inside.starts[i] != end) {
            return false;
          }
          start = any ? start : inside.starts[i];
          end = inside.ends[i];
          any = true;
        }
      }
      out.starts[row] = start;
      out.ends[row] = end;
    }
    return true;
  }

  private static void copied(
      NestedBlock lists,
      NestedBlock inside,
      DataType inner,
      NestedBlock out,
      int rows,
      RowErrors errors) {
    int nulls = inner instanceof DataType.FixedSizeList fixed ? fixed.size() : 0;
    ListLoop.joining(
        ListFunctions.item(inner),
        new Picks(inside.elements(), rows),
        (row, to) -> {
          int first = to.size();
          for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
            pick(inside, i, nulls, first, to);
          }
          return true;
        },
        out,
        rows,
        errors);
  }

  /** A null list adds no elements, or nulls if all have one size. */
  private static void pick(NestedBlock inside, int list, int nulls, int first, Picks to) {
    if (inside.isNull(list)) {
      for (int missing = 0; missing < nulls; missing++) {
        to.addNull();
      }
      return;
    }
    ListSize.check("flatten", (long) to.size() - first + inside.size(list), ListSize.SLOT);
    to.addRange(inside.starts[list], inside.ends[list]);
  }
}
