// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** Where the row at hand is, by whose number is known what was read or computed of it. */
final class Place<T> {
  T row;

  /** 0 before the first row. */
  long number;

  void move(T to) {
    row = to;
    number++;
  }
}
