// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads one timestamp: a date, and behind a {@code T} or a blank a time with or without colons, a
 * fraction where it has colons, and a zone.
 */
final class TimestampReader {
  private static final int DATE = 10;
  private static final int NANO_DIGITS = 9;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;

  TimestampReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** An instant; {@code zone} holds where the text names none. */
  Moment read(Zone zone) {
    long midnight = day() * TimeText.SECONDS_OF_DAY;
    if (end - start == DATE) {
      return new Moment(zone.toUtc(midnight), 0);
    }
    int separator = bytes[start + DATE];
    if (separator != 'T' && separator != 't' && separator != ' ') {
      throw otherForm();
    }
    at = start + DATE + 1;
    boolean colons = at + 8 <= end && bytes[at + 2] == ':' && bytes[at + 5] == ':';
    int step = colons ? 3 : 2;
    if (at + 2 * step + 2 > end) {
      throw otherForm();
    }
    int hour = two(at);
    int minute = two(at + step);
    int second = two(at + 2 * step);
    at += 2 * step + 2;
    if ((hour | minute | second) < 0 || (!colons && (hasDigit(at) || hasDigit(at + 1)))) {
      throw otherForm();
    }
    if (hour > 23 || minute > 59 || second > 60) {
      throw unreadable("no such time of day");
    }
    int leap = second == 60 ? 1 : 0;
    long local = midnight + (hour * 60L + minute) * 60 + second - leap;
    int nanos = (colons ? fraction() : 0) + leap * 1_000_000_000;
    return new Moment(instant(local, zone), nanos);
  }

  private long day() {
    if (end - start < DATE || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      throw otherForm();
    }
    int century = two(start);
    int year = two(start + 2);
    int month = two(start + 5);
    int day = two(start + 8);
    if ((century | year | month | day) < 0) {
      throw otherForm();
    }
    try {
      return LocalDate.of(century * 100 + year, month, day).toEpochDay();
    } catch (DateTimeException e) {
      throw unreadable("no such date");
    }
  }

  private boolean hasDigit(int place) {
    return place < end && isDigit(place);
  }

  private boolean isDigit(int place) {
    return bytes[place] >= '0' && bytes[place] <= '9';
  }

  /** Negative if it is no number. */
  private int two(int place) {
    return isDigit(place) && isDigit(place + 1)
        ? (bytes[place] - '0') * 10 + bytes[place + 1] - '0'
        : -1;
  }

  /** Digits beyond the ninth are dropped; a point without digits is none. */
  private int fraction() {
    if (at + 1 >= end || bytes[at] != '.' || !isDigit(at + 1)) {
      return 0;
    }
    int nanos = 0;
    int digits = 0;
    for (at++; at < end && isDigit(at); at++) {
      if (digits < NANO_DIGITS) {
        nanos = nanos * 10 + bytes[at] - '0';
        digits++;
      }
    }
    for (; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private long instant(long local, Zone zone) {
    if (at == end) {
      return zone.toUtc(local);
    }
    if (end - at == 1 && (bytes[at] == 'z' || bytes[at] == 'Z')) {
      return local;
    }
    return Zone.parse(Utf8.text(bytes, at, end).stripLeading())
        .orElseThrow(() -> unreadable("no such time zone"))
        .toUtc(local);
  }

  private EvaluationError otherForm() {
    return unreadable("expected a form like 2024-02-29T12:34:56");
  }

  private EvaluationError unreadable(String why) {
    return new EvaluationError(
        "Cannot read timestamp '" + Utf8.text(bytes, start, end) + "': " + why);
  }
}
