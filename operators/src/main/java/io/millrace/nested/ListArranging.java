// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;
import static io.millrace.signature.ListSignatures.Part.TEXT;

import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.Signature;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The elements of one list: fewer of them, one of them, or all in another order. */
@Internal
public final class ListArranging {
  private static final Signature ONE_LIST = ListSignatures.of(LIST);

  /** The first that is not null; null where there is none. */
  static final Scalar ANY_VALUE =
      scalar("array_any_value")
          .accepts(ListFunctions.notNull(ONE_LIST))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> ListFunctions.item(call.type(0)))
          .neverFails()
          .kernel(call -> ListLoop.element(call.type(0), (lists, args, row) -> first(lists, row)));

  static final Scalar WITHOUT_FIRST =
      scalar("array_pop_front")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> without(ListFunctions.listed("array_pop_front", call).type(0), 1, 0));

  static final Scalar WITHOUT_LAST =
      scalar("array_pop_back")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> without(ListFunctions.listed("array_pop_back", call).type(0), 0, 1));

  static final Scalar REVERSE =
      scalar("array_reverse")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returnsArgument(0)
          .neverFails()
          .kernel(call -> ListLoop.picking(call.type(0), ListArranging::reverse));

  /** Takes ASC or DESC, then NULLS FIRST or NULLS LAST; nulls come first if that is not said. */
  static final Scalar SORT =
      scalar("array_sort")
          .accepts(
              ListSignatures.keepingNull(
                  ListFunctions.either(
                      ONE_LIST,
                      ListFunctions.either(
                          ListSignatures.of(LIST, TEXT), ListSignatures.of(LIST, TEXT, TEXT)))))
          .returnsArgument(0)
          .nullsAsValues()
          .failsWhere(call -> call.arity() > 1)
          .kernel(ListSorting::kernel);

  public static final List<Scalar> ALL =
      List.of(ANY_VALUE, WITHOUT_FIRST, WITHOUT_LAST, REVERSE, SORT);

  private ListArranging() {}

  private static int first(NestedBlock lists, int row) {
    for (int i = lists.starts[row]; i < lists.ends[row]; i++) {
      if (!lists.elements().isNull(i)) {
        return i;
      }
    }
    return -1;
  }

  private static Kernel without(DataType list, int first, int last) {
    return ListLoop.cutting(
        list,
        (lists, args, row, out) -> {
          int size = lists.size(row);
          out.starts[row] = lists.starts[row] + (size == 0 ? 0 : first);
          out.ends[row] = lists.ends[row] - (size == 0 ? 0 : last);
          return true;
        });
  }

  private static boolean reverse(NestedBlock lists, Block[] args, int row, Picks to) {
    for (int i = lists.ends[row] - 1; i >= lists.starts[row]; i--) {
      to.add(i);
    }
    return true;
  }
}
