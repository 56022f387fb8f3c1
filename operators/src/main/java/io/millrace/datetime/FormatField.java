// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

/** What one piece of a format stands for. */
enum FormatField {
  LITERAL(0, Needs.NOTHING),
  BLANKS(0, Needs.NOTHING),
  YEAR(8, Needs.DATE, 4, ScannedFields.Slot.YEAR),
  CENTURY(2, Needs.DATE, 2, ScannedFields.Slot.CENTURY),
  YEAR_OF_CENTURY(2, Needs.DATE, 2, ScannedFields.Slot.YEAR_OF_CENTURY),
  ISO_YEAR(8, Needs.DATE, 4, ScannedFields.Slot.ISO_YEAR),
  ISO_YEAR_OF_CENTURY(2, Needs.DATE, 2, ScannedFields.Slot.ISO_YEAR_OF_CENTURY),
  QUARTER(1, Needs.DATE, 1, ScannedFields.Slot.QUARTER),
  MONTH(2, Needs.DATE, 2, ScannedFields.Slot.MONTH),
  DAY(2, Needs.DATE, 2, ScannedFields.Slot.DAY),
  WEEK_FROM_SUNDAY(2, Needs.DATE, 2, ScannedFields.Slot.WEEK_FROM_SUNDAY),
  WEEK_FROM_MONDAY(2, Needs.DATE, 2, ScannedFields.Slot.WEEK_FROM_MONDAY),
  ISO_WEEK(2, Needs.DATE, 2, ScannedFields.Slot.ISO_WEEK),
  /** Sunday is 0. */
  WEEKDAY_FROM_SUNDAY(1, Needs.DATE, 1, ScannedFields.Slot.WEEKDAY),
  /** Monday is 1. */
  WEEKDAY_FROM_MONDAY(1, Needs.DATE, 1, ScannedFields.Slot.WEEKDAY),
  DAY_OF_YEAR(3, Needs.DATE, 3, ScannedFields.Slot.DAY_OF_YEAR),
  HOUR(2, Needs.TIME, 2, ScannedFields.Slot.HOUR_OF_HALF),
  HOUR_OF_HALF(2, Needs.TIME, 2, ScannedFields.Slot.HOUR_OF_HALF),
  MINUTE(2, Needs.TIME, 2, ScannedFields.Slot.MINUTE),
  SECOND(2, Needs.TIME, 2, ScannedFields.Slot.SECOND),
  NANOSECOND(9, Needs.TIME, 9, ScannedFields.Slot.NANOSECOND),
  /** Seconds since 1970. */
  TIMESTAMP(20, Needs.DATE_AND_TIME, Integer.MAX_VALUE, ScannedFields.Slot.TIMESTAMP),
  SHORT_MONTH(3, Needs.DATE),
  LONG_MONTH(9, Needs.DATE),
  SHORT_WEEKDAY(3, Needs.DATE),
  LONG_WEEKDAY(9, Needs.DATE),
  LOWER_HALF(2, Needs.TIME),
  UPPER_HALF(2, Needs.TIME),
  /** A point and as many threes of digits as are needed, none where the fraction is zero. */
  FRACTION(10, Needs.TIME),
  FRACTION_3(4, Needs.TIME),
  FRACTION_6(7, Needs.TIME),
  FRACTION_9(10, Needs.TIME),
  DIGITS_3(3, Needs.TIME),
  DIGITS_6(6, Needs.TIME),
  DIGITS_9(9, Needs.TIME),
  /** Written as the offset, skipped where read. */
  ZONE_NAME(9, Needs.OFFSET),
  OFFSET(5, Needs.OFFSET),
  OFFSET_WITH_COLON(6, Needs.OFFSET),
  OFFSET_WITH_SECONDS(9, Needs.OFFSET),
  OFFSET_HOURS(3, Needs.OFFSET),
  /** Only read. */
  LENIENT_OFFSET(0, Needs.UNPRINTABLE),
  RFC_3339(45, Needs.EVERYTHING);

  /** The parts without which a value can't be written. */
  static final class Needs {
    static final int NOTHING = 0;
    static final int DATE = 1;
    static final int TIME = 2;
    static final int DATE_AND_TIME = 3;
    static final int OFFSET = 4;
    static final int EVERYTHING = 7;
    static final int UNPRINTABLE = 8;

    private Needs() {}
  }

  /** The most bytes it is written in. */
  final int maxBytes;

  final int needs;

  /** The most digits of a number that are read; 0 if it is no number. */
  final int digits;

  /** Where a number goes that was read; null if it is no number. */
  final ScannedFields.Slot slot;

  FormatField(int maxBytes, int needs) {
    this(maxBytes, needs, 0, null);
  }

  FormatField(int maxBytes, int needs, int digits, ScannedFields.Slot slot) {
    this.maxBytes = maxBytes;
    this.needs = needs;
    this.digits = digits;
    this.slot = slot;
  }
}
