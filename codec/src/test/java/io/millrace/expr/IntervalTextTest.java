// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrow-rs reads, as DataFusion 55.0.0 shows it. */
class IntervalTextTest {
  @ParameterizedTest
  @CsvSource({
    "5, 0, 0, 5000000000",
    "1 c, 1200, 0, 0",
    "1.5 centuries, 1800, 0, 0",
    "1.50 year 3.5 weeks, 18, 21, 302400000000000",
    "1.5 months, 1, 15, 0",
    "1 d 2h, 0, 1, 7200000000000",
    "1 m, 0, 0, 60000000000",
    "-0.5 days, 0, 0, -43200000000000",
    "-.5 days, 0, 0, -43200000000000",
    "-1 day 2 hours, 0, -1, 7200000000000",
    "1 YEAR 2 Months 3 days, 14, 3, 0",
    "1 useconds, 0, 0, 1000",
    "1\u00a0day\u30002 hours, 0, 1, 7200000000000",
    "0.000000001 second, 0, 0, 1"
  })
  void amountsAndUnitsAdd(String text, int months, int days, long nanos) {
    assertThat(IntervalText.parse(text, IntervalText.Unit.SECOND))
        .isEqualTo(new Interval(months, days, nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "1 fortnight",
        "1 ns",
        "1 day 2 days",
        "1 mon 1 mons",
        "1 day  2 hours",
        "+1 day",
        "5.",
        "1day2hours",
        "01:02:03",
        "1 day ago",
        "999999999999 years",
        "1.1234567890123456 s",
        "1\u001cday",
        "9223372036854775807 nanoseconds 1 second -1 hours"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> IntervalText.parse(text, IntervalText.Unit.SECOND))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }
}
