// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Block;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;

/** A part of a list: from one place to another, both counted from 1 or backwards from -1. */
final class ListSlice {
  private ListSlice() {}

  /** Of list, first and last place and perhaps a stride, each of which may be null. */
  static Kernel kernel(Call call) {
    DataType type = call.type(0);
    if (call.arity() == 3) {
      return ListLoop.cutting(
          type,
          (lists, args, row, out) -> {
            if (anyNull(args, row)) {
              return false;
            }
            long[] bounds = bounds(type, lists.size(row), args, row);
            if (bounds != null && bounds[0] <= bounds[1]) {
              out.starts[row] = lists.starts[row] + (int) bounds[0];
              out.ends[row] = lists.starts[row] + (int) bounds[1] + 1;
            }
            return true;
          });
    }
    return ListLoop.picking(
        type,
        (lists, args, row, to) -> {
          if (anyNull(args, row)) {
            return false;
          }
          int size = lists.size(row);
          long[] bounds = bounds(type, size, args, row);
          if (bounds != null) {
            pick(type, bounds, ((LongBlock) args[3]).values[row], size, lists.starts[row], to);
          }
          return true;
        });
  }

  private static boolean anyNull(Block[] args, int row) {
    for (Block arg : args) {
      if (arg.isNull(row)) {
        return true;
      }
    }
    return false;
  }

  /** The first and the last place, from 0 on; null where nothing is between them. */
  private static long[] bounds(DataType type, int size, Block[] args, int row) {
    if (size == 0) {
      return null;
    }
    long first = ((LongBlock) args[1]).values[row];
    long last = ((LongBlock) args[2]).values[row];
    require(type, first);
    require(type, last);
    long from = first < 0 ? Math.max(0, size + Math.max(first, -size)) : Math.max(first - 1, 0);
    long to = last < 0 ? last + size : Math.min(last - 1, size - 1);
    return from >= size || to < 0 ? null : new long[] {from, to};
  }

  private static void pick(
      DataType type, long[] bounds, long stride, int size, int start, Picks to) {
    if (stride == 0) {
      throw new EvaluationError("Cannot slice: stride 0, expected another");
    }
    require(type, stride);
    for (long i = bounds[0]; stride > 0 ? i <= bounds[1] : i >= bounds[1]; i += stride) {
      to.add(start + (int) i);
      if (stride > size || stride < -size) {
        break;
      }
    }
  }

  /** Places in lists but large ones are 32 bits wide. */
  static void require(DataType type, long place) {
    if (place != (int) place && !ListSignatures.isLarge(type)) {
      throw new EvaluationError("Cannot use place or stride " + place + ": out of range");
    }
  }
}
