// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Chrono;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarDayTest {
  private static final int DAYS = 20_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final CalendarDay day = new CalendarDay();

  @Test
  void hasTheFieldsOfLocalDates() {
    for (int i = 0; i < DAYS; i++) {
      LocalDate date = date();
      day.move(date.toEpochDay());
      assertThat(
              new int[] {
                day.year(),
                day.quarter(),
                day.month(),
                day.dayOfMonth(),
                day.dayOfYear(),
                day.weekday() + 1,
                day.isoYear(),
                day.isoWeek()
              })
          .as("seed %d: %s", seed, date)
          .containsExactly(
              date.getYear(),
              date.get(IsoFields.QUARTER_OF_YEAR),
              date.getMonthValue(),
              date.getDayOfMonth(),
              date.getDayOfYear(),
              date.getDayOfWeek().getValue(),
              date.get(IsoFields.WEEK_BASED_YEAR),
              date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      assertThat(day.firstOfQuarter())
          .isEqualTo(
              LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1).toEpochDay());
    }
  }

  @Test
  void isFoundByEachOfItsNames() {
    for (int i = 0; i < DAYS; i++) {
      LocalDate date = date();
      long epochDay = date.toEpochDay();
      assertThat(day.moveToDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
          .isTrue();
      assertThat(day.epochDay()).as("seed %d: %s", seed, date).isEqualTo(epochDay);
      assertThat(day.moveToDayOfYear(date.getYear(), date.getDayOfYear())).isTrue();
      assertThat(day.epochDay()).as("seed %d: %s", seed, date).isEqualTo(epochDay);
      assertThat(day.moveToIsoWeek(day.isoYear(), day.isoWeek(), day.weekday())).isTrue();
      assertThat(day.epochDay()).as("seed %d: %s", seed, date).isEqualTo(epochDay);
    }
  }

  @Test
  void doesNotMoveToDatesThatDoNotExist() {
    day.move(0);
    assertThat(day.moveToDate(2023, 2, 29)).isFalse();
    assertThat(day.moveToDate(1900, 2, 29)).isFalse();
    assertThat(day.moveToDate(2024, 4, 31)).isFalse();
    assertThat(day.moveToDate(262_143, 1, 1)).isFalse();
    assertThat(day.moveToDayOfYear(2023, 366)).isFalse();
    assertThat(day.moveToIsoWeek(2023, 53, 0)).isFalse();
    assertThat(day.epochDay()).isZero();
  }

  private LocalDate date() {
    long from = random.nextBoolean() ? Chrono.FIRST_DAY : -100_000;
    long to = from == Chrono.FIRST_DAY ? Chrono.LAST_DAY : 100_000;
    return LocalDate.ofEpochDay(random.nextLong(from, to + 1));
  }
}
