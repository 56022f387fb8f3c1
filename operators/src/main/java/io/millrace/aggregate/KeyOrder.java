// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.value.NestedOrder;
import java.util.Comparator;
import java.util.List;

/** The order that ORDER BY keys give to rows, in which the keys follow other values. */
final class KeyOrder implements Comparator<List<Object>> {
  private final List<Aggregate.OrderKey> keys;
  private final List<NestedOrder> orders;
  private final int first;

  /**
   * @param first where the keys begin in a row
   */
  KeyOrder(List<Aggregate.OrderKey> keys, int first) {
    this.keys = keys;
    this.first = first;
    orders = keys.stream().map(key -> NestedOrder.of(key.type())).toList();
  }

  @Override
  public int compare(List<Object> a, List<Object> b) {
    for (int key = 0; key < orders.size(); key++) {
      int order = compare(a.get(first + key), b.get(first + key), key);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Compares two values of one key. */
  int compare(Object a, Object b, int key) {
    Aggregate.OrderKey how = keys.get(key);
    if (a == null || b == null) {
      int nullFirst = Boolean.compare(b == null, a == null);
      return how.nullsFirst() ? nullFirst : -nullFirst;
    }
    int order = orders.get(key).compare(a, b);
    return how.ascending() ? order : -order;
  }
}
