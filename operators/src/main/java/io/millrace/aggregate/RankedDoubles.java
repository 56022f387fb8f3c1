// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.value.Floats;

/**
 * Doubles that come and go, in total order, of which those about one rank are asked for again and
 * again: they lie in two sorted parts, of which a few values change sides where the rank moves.
 */
final class RankedDoubles {
  private final SortedLongs lower = new SortedLongs();
  private final SortedLongs upper = new SortedLongs();

  int size() {
    return lower.size() + upper.size();
  }

  void add(double value) {
    long key = Floats.place(value);
    if (lower.size() > 0 && key < lower.last()) {
      lower.add(key);
    } else {
      upper.add(key);
    }
  }

  /** It must be there. */
  void remove(double value) {
    long key = Floats.place(value);
    if (lower.size() > 0 && key <= lower.last()) {
      lower.remove(key);
    } else {
      upper.remove(key);
    }
  }

  /** The value with so many before it, which must exist. */
  double get(int rank) {
    while (lower.size() > rank) {
      long moved = lower.last();
      lower.remove(moved);
      upper.add(moved);
    }
    while (lower.size() < rank) {
      long moved = upper.first();
      upper.remove(moved);
      lower.add(moved);
    }
    return Floats.at(upper.first());
  }

  /** The value before the one that was asked for last, which must exist. */
  double before() {
    return Floats.at(lower.last());
  }

  /** In order. */
  double[] toArray() {
    long[] first = lower.toArray();
    long[] second = upper.toArray();
    double[] all = new double[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = Floats.at(i < first.length ? first[i] : second[i - first.length]);
    }
    return all;
  }
}
