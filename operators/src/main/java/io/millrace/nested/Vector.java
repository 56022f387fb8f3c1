// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import java.util.List;

/** Numbers of a list without nulls: {@code size} of {@code values}, from {@code from} on. */
record Vector(double[] values, int from, int size) {
  /** Nulls are left out. */
  static Vector present(List<?> list) {
    double[] values = new double[list.size()];
    int size = 0;
    for (Object each : list) {
      if (each != null) {
        values[size++] = (Double) each;
      }
    }
    return new Vector(values, 0, size);
  }

  /** Null where one of the elements is null. */
  static Vector dense(List<?> list) {
    Vector vector = present(list);
    return vector.size == list.size() ? vector : null;
  }

  private double at(int i) {
    return values[from + i];
  }

  double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += at(i);
    }
    return sum;
  }

  double product() {
    double product = 1;
    for (int i = 0; i < size; i++) {
      product *= at(i);
    }
    return product;
  }

  /** With a vector of the same size. */
  double dot(Vector that) {
    double dot = 0;
    for (int i = 0; i < size; i++) {
      dot += at(i) * that.at(i);
    }
    return dot;
  }

  /** From a vector of the same size. */
  double distance(Vector that) {
    // Of no elements it is negative, as sums of iterators in Rust are.
    double squares = -0.0;
    for (int i = 0; i < size; i++) {
      double difference = at(i) - that.at(i);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
