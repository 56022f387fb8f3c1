// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.List;

/**
 * A row with an element of each of its lists.
 *
 * @param lists null for a list that is null
 * @param index of the element; a list that is shorter has null there
 */
record Element<T>(T row, List<List<?>> lists, int index) {
  Object of(int list) {
    List<?> elements = lists.get(list);
    return elements == null || index >= elements.size() ? null : elements.get(index);
  }
}
