// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** What an interval counts; in the order of the wire. */
@PublicEvolving
public enum IntervalUnit {
  YEAR_MONTH("YearMonth"),
  DAY_TIME("DayTime"),
  MONTH_DAY_NANO("MonthDayNano");

  private final String spelling;

  IntervalUnit(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }
}
