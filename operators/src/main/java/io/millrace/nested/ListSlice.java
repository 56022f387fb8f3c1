// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.signature.ListSignatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A part of a list: from one place to another, both counted from 1 or backwards from -1. */
final class ListSlice {
  private ListSlice() {}

  /**
   * @param args list, first and last place and perhaps a stride, each of which may be null
   */
  static List<?> of(DataType type, List<Object> args) {
    if (args.contains(null)) {
      return null;
    }
    List<?> list = (List<?>) args.get(0);
    int size = list.size();
    if (size == 0) {
      return list;
    }
    long first = (Long) args.get(1);
    long last = (Long) args.get(2);
    long stride = args.size() == 4 ? (Long) args.get(3) : 1;
    require(type, first);
    require(type, last);
    long from = first < 0 ? Math.max(0, size + Math.max(first, -size)) : Math.max(first - 1, 0);
    long to = last < 0 ? last + size : Math.min(last - 1, size - 1);
    if (from >= size || to < 0) {
      return List.of();
    }
    if (stride == 0) {
      throw new EvaluationError("Cannot slice: stride 0, expected another");
    }
    require(type, stride);
    List<Object> part = new ArrayList<>();
    for (long i = from; stride > 0 ? i <= to : i >= to; i += stride) {
      part.add(list.get((int) i));
      if (stride > size || stride < -size) {
        break;
      }
    }
    return Collections.unmodifiableList(part);
  }

  /** Places in lists but large ones are 32 bits wide. */
  static void require(DataType type, long place) {
    if (place != (int) place && !ListSignatures.isLarge(type)) {
      throw new EvaluationError("Cannot use place or stride " + place + ": out of range");
    }
  }
}
