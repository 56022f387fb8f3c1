// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.window.OrderKey;
import java.util.Comparator;
import java.util.List;

/** The order of rows by the values of their ORDER BY keys. */
final class OverOrder implements Comparator<List<Object>> {
  private final int[] places;
  private final List<OrderKey> keys;
  private final List<Comparator<Object>> orders;

  /**
   * @param places where the keys are among the values of a row
   */
  OverOrder(int[] places, List<OrderKey> keys) {
    this.places = places;
    this.keys = keys;
    orders = keys.stream().map(OrderKey::ofValues).toList();
  }

  @Override
  public int compare(List<Object> a, List<Object> b) {
    for (int i = 0; i < places.length; i++) {
      Object left = a.get(places[i]);
      Object right = b.get(places[i]);
      int order;
      if (left == null || right == null) {
        int first = keys.get(i).nullsFirst() ? -1 : 1;
        order = left == right ? 0 : left == null ? first : -first;
      } else {
        order = orders.get(i).compare(left, right);
      }
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** How the first key of a row compares with a value that is not null; nor is the key. */
  int compareFirst(List<Object> row, Object value) {
    return orders.get(0).compare(row.get(places[0]), value);
  }

  Object first(List<Object> row) {
    return row.get(places[0]);
  }
}
