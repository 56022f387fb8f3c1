// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import java.util.Objects;

/** Whether a contestant's column is DataFusion's. */
public final class Answers {
  private Answers() {}

  /** Throws {@link WrongAnswer} with the first row that differs. */
  public static void check(Query query, Column expected, Column found) {
    if (expected.rows() != found.rows()) {
      throw new WrongAnswer(found.rows() + " rows, expected " + expected.rows());
    }
    for (int i = 0; i < expected.rows(); i++) {
      if (!same(expected, found, i) && !isNear(expected.get(i), found.get(i), query.tolerance())) {
        throw new WrongAnswer("row " + i + " is " + found.get(i) + ", expected " + expected.get(i));
      }
    }
  }

  /** Without making objects where that is easy; rows are many. */
  private static boolean same(Column expected, Column found, int row) {
    boolean isNull = Column.isNull(expected.valid(), row);
    if (isNull || Column.isNull(found.valid(), row)) {
      return isNull && Column.isNull(found.valid(), row);
    }
    if (expected instanceof Column.Longs one && found instanceof Column.Longs other) {
      return one.values()[row] == other.values()[row];
    }
    if (expected instanceof Column.Doubles one && found instanceof Column.Doubles other) {
      return Double.compare(one.values()[row], other.values()[row]) == 0;
    }
    return Objects.equals(expected.get(row), found.get(row));
  }

  private static boolean isNear(Object expected, Object found, double tolerance) {
    return tolerance > 0
        && expected instanceof Number one
        && found instanceof Number other
        && one.getClass() == other.getClass()
        && Math.abs(one.doubleValue() - other.doubleValue())
            <= tolerance * Math.abs(one.doubleValue());
  }
}
