// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.datetime.FormatItem.Padding;
import io.millrace.scalar.ValueSize;
import io.millrace.value.TimeText;
import java.nio.charset.StandardCharsets;

/** Writes points in time by one format. Scratch of one thread. */
final class FormatPrinter {
  private static final byte[][] MONTHS =
      names(
          "January February March April May June July August September October November December");
  private static final byte[][] WEEKDAYS =
      names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
  private static final byte[][] HALVES = names("AM PM");
  private static final byte[][] LOWER_HALVES = names("am pm");
  private static final int SHORT = 3;

  private final FormatItem[] items;
  private final boolean withDate;
  private final byte[] buffer;
  private final CalendarDay day = new CalendarDay();
  private int length;
  private long second;
  private int secondOfDay;
  private int nanos;
  private int offset;

  /**
   * @param format one with items
   */
  FormatPrinter(TimeFormat format) {
    ValueSize.check("to_char", format.maxBytes());
    items = format.items();
    withDate = (format.needs() & FormatField.Needs.DATE) != 0;
    buffer = new byte[(int) format.maxBytes()];
  }

  private static byte[][] names(String list) {
    String[] names = list.split(" ");
    byte[][] utf8 = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      utf8[i] = names[i].getBytes(StandardCharsets.US_ASCII);
    }
    return utf8;
  }

  /** Holds what was printed last, from its begin to {@link #length}. */
  byte[] bytes() {
    return buffer;
  }

  int length() {
    return length;
  }

  /**
   * @param second since 1970 in UTC; that of the day for a time of day
   * @param offset seconds by which clocks are ahead of UTC
   */
  void print(long second, int nanos, int offset) {
    this.second = second;
    this.nanos = nanos;
    this.offset = offset;
    long local = second + offset;
    long epochDay = Math.floorDiv(local, TimeText.SECONDS_OF_DAY);
    secondOfDay = (int) (local - epochDay * TimeText.SECONDS_OF_DAY);
    if (withDate) {
      day.move(epochDay);
    }
    length = 0;
    for (FormatItem item : items) {
      print(item);
    }
  }

  private void print(FormatItem item) {
    switch (item.field()) {
      case LITERAL, BLANKS -> append(item.text(), item.text().length);
      case YEAR -> year(day.year(), item.padding());
      case CENTURY -> two(Math.floorDiv(day.year(), 100) & 0xff, item.padding());
      case YEAR_OF_CENTURY -> two(Math.floorMod(day.year(), 100), item.padding());
      case ISO_YEAR -> year(day.isoYear(), item.padding());
      case ISO_YEAR_OF_CENTURY -> two(Math.floorMod(day.isoYear(), 100), item.padding());
      case QUARTER -> append('0' + day.quarter());
      case MONTH -> two(day.month(), item.padding());
      case DAY -> two(day.dayOfMonth(), item.padding());
      case WEEK_FROM_SUNDAY -> two(day.weekFromSunday(), item.padding());
      case WEEK_FROM_MONDAY -> two(day.weekFromMonday(), item.padding());
      case ISO_WEEK -> two(day.isoWeek(), item.padding());
      case WEEKDAY_FROM_SUNDAY -> append('0' + day.weekdayFromSunday());
      case WEEKDAY_FROM_MONDAY -> append('1' + day.weekday());
      case DAY_OF_YEAR -> number(day.dayOfYear(), 3, item.padding());
      case HOUR -> two(hour(), item.padding());
      case HOUR_OF_HALF -> two((hour() + 11) % 12 + 1, item.padding());
      case MINUTE -> two(secondOfDay / 60 % 60, item.padding());
      case SECOND -> two(secondOfDay % 60, item.padding());
      case NANOSECOND -> number(nanos, 9, item.padding());
      case TIMESTAMP -> number(second, 9, item.padding());
      case SHORT_MONTH -> append(MONTHS[day.month() - 1], SHORT);
      case LONG_MONTH -> append(MONTHS[day.month() - 1]);
      case SHORT_WEEKDAY -> append(WEEKDAYS[day.weekday()], SHORT);
      case LONG_WEEKDAY -> append(WEEKDAYS[day.weekday()]);
      case LOWER_HALF -> append(LOWER_HALVES[hour() / 12]);
      case UPPER_HALF -> append(HALVES[hour() / 12]);
      case FRACTION -> fraction();
      case FRACTION_3 -> fraction(3);
      case FRACTION_6 -> fraction(6);
      case FRACTION_9 -> fraction(9);
      case DIGITS_3 -> digits(nanos / 1_000_000, 3);
      case DIGITS_6 -> digits(nanos / 1_000, 6);
      case DIGITS_9 -> digits(nanos, 9);
      case ZONE_NAME -> exactOffset(offset % 60 != 0);
      case OFFSET -> roundedOffset(false);
      case OFFSET_WITH_COLON -> roundedOffset(true);
      case OFFSET_WITH_SECONDS -> exactOffset(true);
      case OFFSET_HOURS -> {
        sign();
        digits(Math.abs(offset) / 3600, 2);
      }
      case RFC_3339 -> rfc3339();
      case LENIENT_OFFSET -> throw new AssertionError("can only be read");
    }
  }

  private int hour() {
    return secondOfDay / 3600;
  }

  private void append(int character) {
    buffer[length++] = (byte) character;
  }

  private void append(byte[] text) {
    append(text, text.length);
  }

  private void append(byte[] text, int count) {
    System.arraycopy(text, 0, buffer, length, count);
    length += count;
  }

  /** With zeros in front; only the last so many digits. */
  private void digits(int value, int count) {
    int rest = value;
    for (int at = length + count - 1; at >= length; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  /** What counts tens in one character, also where there are more than nine of them. */
  private void two(int value, Padding padding) {
    int tens = value / 10;
    if (tens > 0 || padding == Padding.ZEROS) {
      append('0' + tens);
    } else if (padding == Padding.BLANKS) {
      append(' ');
    }
    append('0' + value % 10);
  }

  /** Years outside 0 to 9999 have a sign; those of four digits need no padding. */
  private void year(int year, Padding padding) {
    if (year >= 1000 && year <= 9999) {
      digits(year, 4);
    } else if (year >= 0 && year < 1000) {
      number(year, 4, padding);
    } else {
      padded(Integer.toString(Math.abs(year)), year < 0 ? '-' : '+', 5, padding);
    }
  }

  private void number(long value, int width, Padding padding) {
    String text = Long.toString(value);
    if (value < 0) {
      padded(text.substring(1), '-', width, padding);
    } else {
      padded(text, 0, width, padding);
    }
  }

  /**
   * @param sign 0 for none
   */
  private void padded(String digits, int sign, int width, Padding padding) {
    int missing = Math.max(0, width - digits.length() - (sign == 0 ? 0 : 1));
    if (padding == Padding.BLANKS) {
      repeat(' ', missing);
    }
    if (sign != 0) {
      append(sign);
    }
    if (padding == Padding.ZEROS) {
      repeat('0', missing);
    }
    for (int i = 0; i < digits.length(); i++) {
      append(digits.charAt(i));
    }
  }

  private void repeat(int character, int count) {
    for (int i = 0; i < count; i++) {
      append(character);
    }
  }

  private void fraction() {
    if (nanos != 0) {
      fraction(nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9);
    }
  }

  private void fraction(int count) {
    append('.');
    digits(count == 3 ? nanos / 1_000_000 : count == 6 ? nanos / 1_000 : nanos, count);
  }

  private void sign() {
    append(offset < 0 ? '-' : '+');
  }

  /** To the nearest minute. */
  private void roundedOffset(boolean colon) {
    int minutes = (Math.abs(offset) + 30) / 60;
    sign();
    digits(minutes / 60, 2);
    if (colon) {
      append(':');
    }
    digits(minutes % 60, 2);
  }

  private void exactOffset(boolean seconds) {
    int ahead = Math.abs(offset);
    sign();
    digits(ahead / 3600, 2);
    append(':');
    digits(ahead / 60 % 60, 2);
    if (seconds) {
      append(':');
      digits(ahead % 60, 2);
    }
  }

  private void rfc3339() {
    year(day.year(), Padding.ZEROS);
    append('-');
    digits(day.month(), 2);
    append('-');
    digits(day.dayOfMonth(), 2);
    append('T');
    digits(hour(), 2);
    append(':');
    digits(secondOfDay / 60 % 60, 2);
    append(':');
    digits(secondOfDay % 60, 2);
    fraction();
    roundedOffset(true);
  }
}
