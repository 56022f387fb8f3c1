// SPDX-License-Identifier: Apache-2.0
package io.millrace.rules;

import java.util.function.LongConsumer;

/**
 * Some windows of one size, one after the other, by their starts; none if {@code last < first}.
 *
 * @param slide from one to the next
 */
record Starts(long first, long last, long slide) {
  boolean isEmpty() {
    return last < first;
  }

  /** Whether one of them lies in {@code from .. until}, until exclusive. */
  boolean anyIn(long from, long until) {
    if (isEmpty() || until <= first || from > last) {
      return false;
    }
    long least = Math.max(first, from);
    long most = Math.min(last, until - 1);
    return least <= most && most - Math.floorMod(most - first, slide) >= least;
  }

  void forEach(LongConsumer each) {
    for (long start = first; start <= last; start += slide) {
      each.accept(start);
    }
  }
}
