// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

/**
 * For how many elements the lambdas in lambdas are evaluated, while that goes on for some elements
 * of lists of rows: lambdas in one another take the product of the sizes of their lists.
 */
final class ElementCount {
  private final long mostOfRow;
  private long count;
  private long most;

  /** There are more than were to be counted. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded() {
      super(null, null, false, false);
    }
  }

  ElementCount(long mostOfRow) {
    this.mostOfRow = mostOfRow;
  }

  long mostOfRow() {
    return mostOfRow;
  }

  /** Counts anew, after so many of the same row. */
  void begin(long before) {
    count = 0;
    most = mostOfRow - before;
  }

  void add(int more) {
    count += more;
    if (count > most) {
      throw new Exceeded();
    }
  }

  long count() {
    return count;
  }
}
