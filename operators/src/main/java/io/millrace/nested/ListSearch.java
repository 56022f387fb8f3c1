// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowSteps;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import java.util.List;
import java.util.function.Predicate;

/** Whether elements are in lists, and where. */
final class ListSearch {
  private ListSearch() {}

  static Kernel has(Call call) {
    ElementSearch search = new ElementSearch(ListFunctions.item(call.type(0)));
    return ListLoop.each(
        call.type(0),
        (lists, args, rows, out) -> {
          byte[] found = ((BoolBlock) out).values;
          Block elements = lists.elements();
          return row ->
              found[row] =
                  (byte)
                      (search.find(elements, lists.starts[row], lists.ends[row], args[1], row) < 0
                          ? 0
                          : -1);
        });
  }

  /** Of a constant without elements every list has all, even one that is null. */
  static Kernel all(Call call) {
    if (call.types().contains(DataType.NULL)) {
      throw ListFunctions.noList("array_has_all");
    }
    Literal wanted = call.constant(1);
    return wanted != null && (wanted.isNull() || isEmpty(wanted))
        ? constant(true)
        : comparing(call, false);
  }

  /** Of a constant without elements no list has any, even one that is null. */
  static Kernel any(Call call) {
    Literal wanted = call.constant(1);
    if (isEmpty(wanted) || (wanted == null && isEmpty(call.constant(0)))) {
      return constant(false);
    }
    if (call.type(0).isNull() && wanted != null && !wanted.isNull()) {
      throw ListFunctions.noList("array_has_any");
    }
    return comparing(call, true);
  }

  private static Kernel constant(boolean answer) {
    return (Kernel.Row)
        (args, row, out) -> ((BoolBlock) out).values[row] = (byte) (answer ? -1 : 0);
  }

  private static boolean isEmpty(Literal constant) {
    return constant != null && constant.value() instanceof List<?> list && list.isEmpty();
  }

  /**
   * @param decides what an element of the second list must be, in the first or not, for the answer
   *     to be that
   */
  private static Kernel comparing(Call call, boolean decides) {
    if (call.type(0).isNull() || call.type(1).isNull()) {
      return (Kernel.Row) (args, row, out) -> out.setNull(row);
    }
    ElementSearch search = new ElementSearch(ListFunctions.item(call.type(0)));
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock in = ListLoop.spread(args[0], call.type(0), rows);
          NestedBlock wanted = ListLoop.spread(args[1], call.type(1), rows);
          out.addNulls(in, rows);
          out.addNulls(wanted, rows);
          byte[] answers = ((BoolBlock) out).values;
          ListLoop.each(
              out,
              rows,
              errors,
              row -> {
                boolean decided = holds(search, in, wanted, row, decides);
                answers[row] = (byte) (decided == decides ? -1 : 0);
              });
        });
  }

  /** Whether one of the elements wanted decides. */
  private static boolean holds(
      ElementSearch search, NestedBlock in, NestedBlock wanted, int row, boolean decides) {
    RowSteps steps = new RowSteps("search list");
    int from = in.starts[row];
    int to = in.ends[row];
    for (int i = wanted.starts[row]; i < wanted.ends[row]; i++) {
      int at = search.find(in.elements(), from, to, wanted.elements(), i);
      steps.add(at < 0 ? to - from : at - from + 1);
      if (at >= 0 == decides) {
        return true;
      }
    }
    return false;
  }

  static Kernel position(Call call) {
    Sought sought = Sought.in(ListFunctions.listed("array_position", call).type(0));
    if (sought != Sought.VALUE) {
      return ListFunctions.values(
          call,
          args -> {
            List<?> list = (List<?>) args.get(0);
            return list == null ? null : position(list, start(args, list), sought.as(args.get(1)));
          });
    }
    ElementSearch search = new ElementSearch(ListFunctions.item(call.type(0)));
    return ListLoop.each(
        call.type(0),
        (lists, args, rows, out) -> {
          long[] places = ((LongBlock) out).values;
          return row -> {
            if (lists.isNull(row)) {
              out.setNull(row);
              return;
            }
            boolean isGiven = args.length == 3;
            long start = isGiven ? ((LongBlock) args[2]).values[row] : 1;
            check(isGiven && args[2].isNull(row) ? 0 : start, lists.size(row));
            int first = lists.starts[row];
            int from = first + (int) (start - 1);
            int at = search.find(lists.elements(), from, lists.ends[row], args[1], row);
            if (at < 0) {
              out.setNull(row);
            } else {
              places[row] = at - first + 1L;
            }
          };
        });
  }

  private static int start(List<Object> args, List<?> list) {
    Object start = args.size() == 3 ? args.get(2) : (Object) 1L;
    check(start == null ? 0 : (Long) start, list.size());
    return (int) (long) (Long) start;
  }

  private static void check(long start, int size) {
    if (start < 1 || start > size + 1L) {
      throw new EvaluationError(
          "Cannot find a position: start " + start + " is outside of the list");
    }
  }

  private static Object position(List<?> list, int start, Predicate<Object> wanted) {
    for (int i = start - 1; i < list.size(); i++) {
      if (wanted.test(list.get(i))) {
        return i + 1L;
      }
    }
    return null;
  }
}
