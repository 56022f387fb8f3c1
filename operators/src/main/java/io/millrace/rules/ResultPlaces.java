// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import io.millrace.expr.DataType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Columns for the results of calls that come and go. One that is free again goes to a call of the
 * same type: programs remember the types of their columns.
 */
final class ResultPlaces {
  private final Map<DataType, Deque<Integer>> free = new HashMap<>();

  /** Behind that of now(). */
  private int count = GroupFold.NOW + 1;

  int take(DataType type) {
    Deque<Integer> left = free.get(type);
    return left == null || left.isEmpty() ? count++ : left.pop();
  }

  void free(int place, DataType type) {
    free.computeIfAbsent(type, none -> new ArrayDeque<>()).push(place);
  }

  /** One more than the highest. */
  int count() {
    return count;
  }
}
