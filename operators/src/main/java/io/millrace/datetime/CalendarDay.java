// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.expr.Chrono;

/**
 * A movable day of the proleptic Gregorian calendar, and what formats ask of it. Scratch of one
 * thread; made because {@code LocalDate} has no weeks but ISO's and is an object a row.
 */
final class CalendarDay {
  private static final int DAYS_OF_400_YEARS = 146_097;

  /** Days from 1 March of year 0, with which the cycles of 400 years begin, to 1970. */
  private static final int TO_1970 = 719_468;

  private long day = Long.MIN_VALUE;
  private int year;
  private int month;
  private int dayOfMonth;
  private int dayOfYear;

  /** To a day counted from 1970; any that the calendar's years hold, and a few beyond. */
  void move(long epochDay) {
    if (day == epochDay) {
      return;
    }
    day = epochDay;
    long days = epochDay + TO_1970;
    long cycle = Math.floorDiv(days, DAYS_OF_400_YEARS);
    int ofCycle = (int) (days - cycle * DAYS_OF_400_YEARS);
    int yearOfCycle = (ofCycle - ofCycle / 1460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
    int fromMarch = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
    int monthFromMarch = (5 * fromMarch + 2) / 153;
    dayOfMonth = fromMarch - (153 * monthFromMarch + 2) / 5 + 1;
    boolean nextYear = monthFromMarch > 9;
    month = nextYear ? monthFromMarch - 9 : monthFromMarch + 3;
    year = (int) (yearOfCycle + cycle * 400) + (nextYear ? 1 : 0);
    dayOfYear = nextYear ? fromMarch - 305 : fromMarch + (isLeap(year) ? 61 : 60);
  }

  long epochDay() {
    return day;
  }

  int year() {
    return year;
  }

  int month() {
    return month;
  }

  int dayOfMonth() {
    return dayOfMonth;
  }

  /** From 1. */
  int dayOfYear() {
    return dayOfYear;
  }

  int quarter() {
    return (month + 2) / 3;
  }

  /** The day with which the quarter begins. */
  long firstOfQuarter() {
    return epochDay(year, (quarter() - 1) * 3 + 1, 1);
  }

  /** From Monday, which is 0. */
  int weekday() {
    return weekday(day);
  }

  private static int weekday(long epochDay) {
    return Math.floorMod(epochDay + 3, 7);
  }

  /** From Sunday, which is 0. */
  int weekdayFromSunday() {
    return (weekday() + 1) % 7;
  }

  /** Week 1 begins with the first Sunday of the year. */
  int weekFromSunday() {
    return (dayOfYear - weekdayFromSunday() + 6) / 7;
  }

  /** Week 1 begins with the first Monday of the year. */
  int weekFromMonday() {
    return (dayOfYear - weekday() + 6) / 7;
  }

  /** The year to which the day's ISO week belongs. */
  int isoYear() {
    int week = weekOfSameYear();
    return week < 1 ? year - 1 : week > isoWeeks(year) ? year + 1 : year;
  }

  int isoWeek() {
    int week = weekOfSameYear();
    return week < 1 ? isoWeeks(year - 1) : week > isoWeeks(year) ? 1 : week;
  }

  private int weekOfSameYear() {
    return Math.floorDiv(dayOfYear - weekday() + 9, 7);
  }

  static boolean isLeap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int isoWeeks(int year) {
    long first = epochDay(year, 1, 1);
    boolean thursday = weekday(first) == 3 || (isLeap(year) && weekday(first) == 2);
    return thursday ? 53 : 52;
  }

  private static long epochDay(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int cycle = Math.floorDiv(marchYear, 400);
    int yearOfCycle = marchYear - cycle * 400;
    int fromMarch = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int ofCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + fromMarch;
    return (long) cycle * DAYS_OF_400_YEARS + ofCycle - TO_1970;
  }

  /** False, and no move, if there is no such date. */
  boolean moveToDate(int toYear, int toMonth, int toDay) {
    if (toYear < Chrono.FIRST_YEAR
        || toYear > Chrono.LAST_YEAR
        || toDay > length(toYear, toMonth)) {
      return false;
    }
    move(epochDay(toYear, toMonth, toDay));
    return true;
  }

  private static int length(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** False, and no move, if there is no such date. */
  boolean moveToDayOfYear(int toYear, int toDay) {
    if (toYear < Chrono.FIRST_YEAR
        || toYear > Chrono.LAST_YEAR
        || toDay < 1
        || toDay > (isLeap(toYear) ? 366 : 365)) {
      return false;
    }
    move(epochDay(toYear, 1, 1) + toDay - 1);
    return true;
  }

  /** False, and no move, if there is no such week. */
  boolean moveToIsoWeek(int toIsoYear, int toWeek, int toWeekday) {
    if (toIsoYear < Chrono.FIRST_YEAR - 1
        || toIsoYear > Chrono.LAST_YEAR + 1
        || toWeek > isoWeeks(toIsoYear)) {
      return false;
    }
    long inFirstWeek = epochDay(toIsoYear, 1, 4);
    long to = inFirstWeek - weekday(inFirstWeek) + (toWeek - 1) * 7L + toWeekday;
    if (!Chrono.holdsDay(to)) {
      return false;
    }
    move(to);
    return true;
  }
}
