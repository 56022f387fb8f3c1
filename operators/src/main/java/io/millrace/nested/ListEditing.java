// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.nested.ListEdits.Most;
import io.millrace.signature.Call;
import java.util.Arrays;
import java.util.List;

/** What is done about given elements of lists, where these are plain values. */
final class ListEditing {
  private ListEditing() {}

  static Kernel positions(Call call) {
    DataType list = call.type(0);
    Sought sought = Sought.in(list);
    if (sought != Sought.VALUE) {
      return ListFunctions.values(
          call,
          args ->
              args.get(0) == null ? null : sought.positions((List<?>) args.get(0), args.get(1)));
    }
    if (list.isNull()) {
      return ListLoop.NOTHING;
    }
    ElementSearch search = new ElementSearch(ListFunctions.item(list));
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = ListLoop.spread(args[0], list, rows);
          NestedBlock result = (NestedBlock) out;
          long[] places = new long[rows];
          int count = 0;
          result.lists(lists.elements(), DataType.UINT64);
          for (int row = 0; row < rows; row++) {
            result.starts[row] = count;
            if (lists.isNull(row)) {
              out.setNull(row);
            }
            int first = lists.starts[row];
            int end = out.isNull(row) ? first : lists.ends[row];
            int at = search.find(lists.elements(), first, end, args[1], row);
            while (at >= 0) {
              if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
              }
              places[count++] = at - first + 1L;
              at = search.find(lists.elements(), at + 1, end, args[1], row);
            }
            result.ends[row] = count;
          }
          LongBlock found = new LongBlock(count);
          System.arraycopy(places, 0, found.values, 0, count);
          result.lists(found, DataType.UINT64);
        });
  }

  /** A null is not removed: the result is null, but for lists that have nothing else. */
  static Kernel removing(Call call, Most most) {
    DataType item = ListFunctions.item(call.type(0));
    ElementSearch search = new ElementSearch(item);
    return ListLoop.picking(
        call.type(0),
        (lists, args, row, to) -> {
          if (most.isNull(args, row) || (args[1].isNull(row) && !item.isNull())) {
            return false;
          }
          int next = lists.starts[row];
          int end = lists.ends[row];
          for (long left = most.of(args, row); left > 0 && next < end; left--) {
            int at = search.find(lists.elements(), next, end, args[1], row);
            if (at < 0) {
              break;
            }
            to.addRange(next, at);
            next = at + 1;
          }
          to.addRange(next, end);
          return true;
        });
  }

  /**
   * A large element in many places is asked for; what is as wide as others makes no list larger.
   */
  static Kernel replacing(String function, Call call, Most most) {
    DataType item = ListFunctions.item(call.type(0));
    ElementSearch search = new ElementSearch(item);
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = ListLoop.spread(args[0], call.type(0), rows);
          ListLoop.joining(
              item,
              new Joined(lists.elements(), args[2]),
              (row, to) -> {
                if (most.isNull(args, row)) {
                  return false;
                }
                long wider = width(args[2], row);
                int next = lists.starts[row];
                int end = lists.ends[row];
                long count = 0;
                long limit = most.of(args, row);
                while (count < limit && next < end) {
                  int at = search.find(lists.elements(), next, end, args[1], row);
                  if (at < 0) {
                    break;
                  }
                  count++;
                  ListSize.check(function, wider == 0 ? 0 : count, wider);
                  to.addRange(0, next, at);
                  if (args[2].isNull(row)) {
                    to.addNulls(1);
                  } else {
                    to.add(1, row);
                  }
                  next = at + 1;
                }
                to.addRange(0, next, end);
                return true;
              },
              out,
              rows,
              errors);
        });
  }

  /** In bytes, besides what each element has. */
  private static long width(Block values, int row) {
    return values instanceof BytesBlock texts && !values.isNull(row)
        ? texts.ends[row] - texts.starts[row]
        : 0;
  }

  static boolean compact(NestedBlock lists, Block[] args, int row, Picks to) {
    for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
      if (!lists.elements().isNull(i)) {
        to.add(i);
      }
    }
    return true;
  }
}
