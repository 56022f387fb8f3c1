// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;

/** Lists side by side as one list of structs, as long as the longest of them. */
final class ListZip {
  private ListZip() {}

  /** An argument of the type Null is a list that is null in every row. */
  static Kernel kernel(Call call) {
    DataType.Struct type = (DataType.Struct) ListFunctions.item(call.result());
    return ListLoop.blocks(
        (args, out, rows, errors) -> {
          NestedBlock[] lists = new NestedBlock[args.length];
          for (int i = 0; i < args.length; i++) {
            lists[i] = call.type(i).isNull() ? null : ListLoop.spread(args[i], call.type(i), rows);
          }
          NestedBlock result = (NestedBlock) out;
          result.lists(null, type);
          int size = 0;
          for (int row = 0; row < rows; row++) {
            int longest = out.isNull(row) ? -1 : longest(lists, row);
            if (longest < 0) {
              out.setNull(row);
            }
            try {
              ListSize.check("arrays_zip", Math.max(0, longest), ListSize.SLOT * args.length);
            } catch (EvaluationError e) {
              errors.mark(row, e);
              longest = 0;
            }
            result.starts[row] = size;
            size += Math.max(0, longest);
            result.ends[row] = size;
          }
          Block[] members = new Block[args.length];
          for (int i = 0; i < args.length; i++) {
            members[i] = member(lists[i], result, rows, size);
          }
          NestedBlock structs = new NestedBlock(size);
          structs.structs(members, type.fields());
          result.lists(structs, type);
        });
  }

  private static int longest(NestedBlock[] lists, int row) {
    int longest = -1;
    for (NestedBlock list : lists) {
      longest = Math.max(longest, list == null || list.isNull(row) ? -1 : list.size(row));
    }
    return longest;
  }

  /** The elements of one list, and nulls where it is shorter. */
  private static Block member(NestedBlock lists, NestedBlock result, int rows, int size) {
    if (lists == null) {
      Block nothing = Block.of(Lane.BOOL, size);
      for (int i = 0; i < size; i++) {
        nothing.setNull(i);
      }
      return nothing;
    }
    Picks picks = new Picks(lists.elements(), size);
    for (int row = 0; row < rows; row++) {
      int wanted = result.size(row);
      int given = result.isNull(row) || lists.isNull(row) ? 0 : Math.min(wanted, lists.size(row));
      picks.addRange(lists.starts[row], lists.starts[row] + given);
      for (int missing = given; missing < wanted; missing++) {
        picks.addNull();
      }
    }
    return picks.block();
  }
}
