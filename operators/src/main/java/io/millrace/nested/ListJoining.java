// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Lists and single elements one behind the other. */
final class ListJoining {
  private ListJoining() {}

  /**
   * A list with one element more, before it or behind it as the arguments are.
   *
   * @param list which argument is the list
   */
  static Kernel with(Call call, int list, int element) {
    DataType type = call.type(list);
    if (type.isNull()) {
      return ListFunctions.values(call, args -> Collections.singletonList(args.get(element)));
    }
    int missing = missing(call, list);
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock lists = ListLoop.spread(args[list], type, rows);
          ListLoop.joining(
              ListFunctions.item(type),
              new Joined(lists.elements(), args[element]),
              (row, to) -> {
                if (element < list) {
                  add(args[element], row, to);
                }
                if (lists.isNull(row)) {
                  to.addNulls(missing);
                } else {
                  to.addRange(0, lists.starts[row], lists.ends[row]);
                }
                if (element > list) {
                  add(args[element], row, to);
                }
                return true;
              },
              out,
              rows,
              errors);
        });
  }

  private static void add(Block element, int row, Joined to) {
    if (element.isNull(row)) {
      to.addNulls(1);
    } else {
      to.add(1, row);
    }
  }

  /** How many nulls are under a null list. */
  private static int missing(Call call, int argument) {
    return call.type(argument) instanceof DataType.FixedSizeList list
            && call.constant(argument) == null
        ? list.size()
        : 0;
  }

  static Kernel concat(Call call) {
    int depth = ListSignatures.depth(call.result());
    boolean alike =
        call.types().stream()
            .allMatch(type -> !type.isNull() && ListSignatures.depth(type) == depth);
    if (!alike) {
      return ListFunctions.values(call, args -> concat(call, args, depth));
    }
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock[] lists = new NestedBlock[args.length];
          for (int i = 0; i < args.length; i++) {
            lists[i] = ListLoop.spread(args[i], call.type(i), rows);
          }
          Block[] sources = Arrays.stream(lists).map(NestedBlock::elements).toArray(Block[]::new);
          ListLoop.joining(
              ListFunctions.item(call.result()),
              new Joined(sources),
              (row, to) -> join(lists, row, to),
              out,
              rows,
              errors);
        });
  }

  private static boolean join(NestedBlock[] lists, int row, Joined to) {
    boolean any = false;
    int start = to.size();
    for (int i = 0; i < lists.length; i++) {
      if (!lists[i].isNull(row)) {
        any = true;
        long size = (long) to.size() - start + lists[i].size(row);
        ListSize.check("array_concat", size, ListSize.SLOT);
        to.addRange(i, lists[i].starts[row], lists[i].ends[row]);
      }
    }
    return any;
  }

  private static Object concat(Call call, List<Object> args, int depth) {
    List<Object> all = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < args.size(); i++) {
      Object value = args.get(i);
      for (int missing = depth - ListSignatures.depth(call.type(i)); missing > 0; missing--) {
        value = Collections.singletonList(value);
      }
      if (value != null) {
        List<?> list = (List<?>) value;
        ListSize.check("array_concat", (long) all.size() + list.size(), ListSize.SLOT);
        all.addAll(list);
        any = true;
      }
    }
    return any ? Collections.unmodifiableList(all) : null;
  }
}
