// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.expr.Chrono;
import io.millrace.value.TimeText;
import io.millrace.value.Zone;
import java.util.Arrays;

/**
 * The fields that a text gave, and the point in time that they name together: fields may be given
 * twice and by several calendars, but must not contradict each other. Methods return null where all
 * is well. Scratch of one thread.
 */
final class ScannedFields {
  /** What may be given. */
  enum Slot {
    YEAR(Integer.MIN_VALUE, Integer.MAX_VALUE),
    CENTURY(0, Integer.MAX_VALUE),
    YEAR_OF_CENTURY(0, 99),
    ISO_YEAR(Integer.MIN_VALUE, Integer.MAX_VALUE),
    ISO_YEAR_OF_CENTURY(0, 99),
    QUARTER(1, 4),
    MONTH(1, 12),
    DAY(1, 31),
    WEEK_FROM_SUNDAY(0, 53),
    WEEK_FROM_MONDAY(0, 53),
    ISO_WEEK(1, 53),
    /** Monday is 0. */
    WEEKDAY(0, 6),
    DAY_OF_YEAR(1, 366),
    HALF(0, 1),
    HOUR_OF_HALF(0, 11),
    MINUTE(0, 59),
    SECOND(0, 60),
    NANOSECOND(0, 999_999_999),
    TIMESTAMP(Long.MIN_VALUE + 1, Long.MAX_VALUE),
    OFFSET(Integer.MIN_VALUE, Integer.MAX_VALUE);

    private final long min;
    private final long max;

    Slot(long min, long max) {
      this.min = min;
      this.max = max;
    }
  }

  private static final long UNSET = Long.MIN_VALUE;
  private static final int SLOTS = Slot.values().length;

  private final long[] given = new long[SLOTS];
  private final CalendarDay day = new CalendarDay();
  private int secondOfDay;
  private int nanos;
  private long second;

  /** The year that {@link #completed(Slot, long, Slot)} made; UNSET if there is none. */
  private long completed;

  void clear() {
    Arrays.fill(given, UNSET);
  }

  /** Seconds since 1970, after a point in time was found; those of the day, after a time was. */
  long second() {
    return second;
  }

  /** After the second; 1,000,000,000 and more of them in a leap second. */
  int nanos() {
    return nanos;
  }

  Mismatch set(Slot slot, long value) {
    if (value < slot.min || value > slot.max) {
      return Mismatch.OUT_OF_RANGE;
    }
    long before = given[slot.ordinal()];
    given[slot.ordinal()] = value;
    return before == UNSET || before == value ? null : Mismatch.IMPOSSIBLE;
  }

  Mismatch setHour(long hour) {
    if (hour < 0 || hour > 23) {
      return Mismatch.OUT_OF_RANGE;
    }
    Mismatch half = set(Slot.HALF, hour / 12);
    return half == null ? set(Slot.HOUR_OF_HALF, hour % 12) : half;
  }

  private boolean has(Slot slot) {
    return given[slot.ordinal()] != UNSET;
  }

  private int get(Slot slot) {
    return (int) given[slot.ordinal()];
  }

  private boolean fits(Slot slot, int value) {
    return !has(slot) || get(slot) == value;
  }

  /**
   * The instant that the fields name. Their offset counts where they have one that can be, else
   * they are in UTC; a date alone begins at midnight.
   */
  Mismatch instant() {
    if (has(Slot.OFFSET) || has(Slot.TIMESTAMP)) {
      int offset = has(Slot.OFFSET) ? get(Slot.OFFSET) : 0;
      if (local(offset) == null && Math.abs((long) offset) < TimeText.SECONDS_OF_DAY) {
        second -= offset;
        return null;
      }
    }
    return withoutOffset();
  }

  /**
   * The instant that the fields name where clocks of a zone show them; one in UTC where these skip
   * it, show it twice, or have another offset then.
   */
  Mismatch instantIn(Zone zone) {
    int guessed = has(Slot.TIMESTAMP) ? offsetAtTimestamp(zone) : 0;
    if (local(guessed) == null) {
      int matches = 0;
      int offset = 0;
      for (int each : zone.validOffsets(second)) {
        if (fits(Slot.OFFSET, each)) {
          offset = each;
          matches++;
        }
      }
      if (matches == 1) {
        second -= offset;
        return null;
      }
    }
    return withoutOffset();
  }

  private int offsetAtTimestamp(Zone zone) {
    long timestamp = given[Slot.TIMESTAMP.ordinal()];
    boolean held = Chrono.holdsDay(Math.floorDiv(timestamp, TimeText.SECONDS_OF_DAY));
    return held ? zone.offsetAt(timestamp) : 0;
  }

  private Mismatch withoutOffset() {
    if (local(0) == null) {
      return null;
    }
    Mismatch date = date();
    if (date == null) {
      second = day.epochDay() * TimeText.SECONDS_OF_DAY;
      nanos = 0;
    }
    return date;
  }

  /** The time of day that the fields name, whatever they say of the date. */
  Mismatch timeOfDay() {
    Mismatch time = time();
    second = secondOfDay;
    return time;
  }

  /** What local clocks show at the point in time, from date and time or from the timestamp. */
  private Mismatch local(int offset) {
    Mismatch date = date();
    Mismatch time = time();
    if (date == null && time == null) {
      second = day.epochDay() * TimeText.SECONDS_OF_DAY + secondOfDay;
      return agreesWithTimestamp(second - offset) ? null : Mismatch.IMPOSSIBLE;
    }
    if (!has(Slot.TIMESTAMP)) {
      return date == null ? time : date;
    }
    for (Mismatch hopeless : new Mismatch[] {Mismatch.OUT_OF_RANGE, Mismatch.IMPOSSIBLE}) {
      if (date == hopeless || time == hopeless) {
        return hopeless;
      }
    }
    long[] kept = given.clone();
    Mismatch filled = fillFromTimestamp(offset);
    System.arraycopy(kept, 0, given, 0, SLOTS);
    return filled;
  }

  private boolean agreesWithTimestamp(long timestamp) {
    long other = given[Slot.TIMESTAMP.ordinal()];
    boolean leap = nanos >= 1_000_000_000;
    return !has(Slot.TIMESTAMP) || other == timestamp || (leap && other == timestamp + 1);
  }

  private Mismatch fillFromTimestamp(int offset) {
    long timestamp = given[Slot.TIMESTAMP.ordinal()];
    long local = timestamp + offset;
    if (offset > 0 ? local < timestamp : local > timestamp) {
      return Mismatch.OUT_OF_RANGE;
    }
    int ofMinute = Math.floorMod(local, 60);
    if (has(Slot.SECOND) && get(Slot.SECOND) == 60) {
      if (ofMinute != 59 && ofMinute != 0) {
        return Mismatch.IMPOSSIBLE;
      }
      local -= ofMinute == 0 ? 1 : 0;
    } else {
      Mismatch second = set(Slot.SECOND, ofMinute);
      if (second != null) {
        return second;
      }
    }
    Mismatch filled = fill(local);
    Mismatch date = filled == null ? date() : filled;
    Mismatch time = date == null ? time() : date;
    second = day.epochDay() * TimeText.SECONDS_OF_DAY + secondOfDay;
    return time;
  }

  private Mismatch fill(long local) {
    long epochDay = Math.floorDiv(local, TimeText.SECONDS_OF_DAY);
    if (!Chrono.holdsDay(epochDay)) {
      return Mismatch.OUT_OF_RANGE;
    }
    int ofDay = (int) (local - epochDay * TimeText.SECONDS_OF_DAY);
    day.move(epochDay);
    Mismatch year = set(Slot.YEAR, day.year());
    Mismatch ofYear = year == null ? set(Slot.DAY_OF_YEAR, day.dayOfYear()) : year;
    Mismatch hour = ofYear == null ? setHour(ofDay / 3600) : ofYear;
    return hour == null ? set(Slot.MINUTE, ofDay / 60 % 60) : hour;
  }

  private Mismatch time() {
    if (!has(Slot.HALF) || !has(Slot.HOUR_OF_HALF) || !has(Slot.MINUTE)) {
      return Mismatch.NOT_ENOUGH;
    }
    if (has(Slot.NANOSECOND) && !has(Slot.SECOND)) {
      return Mismatch.NOT_ENOUGH;
    }
    int ofMinute = has(Slot.SECOND) ? get(Slot.SECOND) : 0;
    int leap = ofMinute == 60 ? 1 : 0;
    int hour = get(Slot.HALF) * 12 + get(Slot.HOUR_OF_HALF);
    secondOfDay = (hour * 60 + get(Slot.MINUTE)) * 60 + ofMinute - leap;
    nanos = leap * 1_000_000_000 + (has(Slot.NANOSECOND) ? get(Slot.NANOSECOND) : 0);
    return null;
  }

  /** Moves the day to the date that the fields name. */
  private Mismatch date() {
    Mismatch bad = completed(Slot.ISO_YEAR, UNSET, Slot.ISO_YEAR_OF_CENTURY);
    long isoYear = completed;
    Mismatch worse = completed(Slot.YEAR, given[Slot.CENTURY.ordinal()], Slot.YEAR_OF_CENTURY);
    if (worse != null || bad != null) {
      return worse == null ? bad : worse;
    }
    Mismatch found = move(completed, isoYear);
    if (found != null) {
      return found;
    }
    return fitsCalendar() && fitsIsoWeeks() && fitsDayOfYear() && fits(Slot.QUARTER, day.quarter())
        ? null
        : Mismatch.IMPOSSIBLE;
  }

  /**
   * A year from its parts, kept in {@code completed}: two digits alone are of 1970 to 2069.
   *
   * @param century UNSET if there is none
   */
  private Mismatch completed(Slot whole, long century, Slot ofCentury) {
    completed = given[whole.ordinal()];
    if (has(whole)) {
      boolean parts = century != UNSET || has(ofCentury);
      boolean agrees =
          completed >= 0
              && (century == UNSET || century == completed / 100)
              && fits(ofCentury, (int) (completed % 100));
      return parts && !agrees ? Mismatch.IMPOSSIBLE : null;
    }
    if (has(ofCentury)) {
      int year = get(ofCentury);
      completed = year + (century != UNSET ? century * 100 : year < 70 ? 2000 : 1900);
      return null;
    }
    return century == UNSET ? null : Mismatch.NOT_ENOUGH;
  }

  /** By the first of the calendars that has enough fields. */
  private Mismatch move(long year, long isoYear) {
    boolean moved;
    if (year != UNSET && has(Slot.MONTH) && has(Slot.DAY)) {
      moved = day.moveToDate((int) year, get(Slot.MONTH), get(Slot.DAY));
    } else if (year != UNSET && has(Slot.DAY_OF_YEAR)) {
      moved = day.moveToDayOfYear((int) year, get(Slot.DAY_OF_YEAR));
    } else if (year != UNSET && has(Slot.WEEK_FROM_SUNDAY) && has(Slot.WEEKDAY)) {
      return moveToWeek((int) year, get(Slot.WEEK_FROM_SUNDAY), 6);
    } else if (year != UNSET && has(Slot.WEEK_FROM_MONDAY) && has(Slot.WEEKDAY)) {
      return moveToWeek((int) year, get(Slot.WEEK_FROM_MONDAY), 0);
    } else if (isoYear != UNSET && has(Slot.ISO_WEEK) && has(Slot.WEEKDAY)) {
      moved = day.moveToIsoWeek((int) isoYear, get(Slot.ISO_WEEK), get(Slot.WEEKDAY));
    } else {
      return Mismatch.NOT_ENOUGH;
    }
    return moved ? null : Mismatch.OUT_OF_RANGE;
  }

  /** Weeks count from the first weekday {@code begin} of the year on; those before are week 0. */
  private Mismatch moveToWeek(int year, int week, int begin) {
    if (!day.moveToDayOfYear(year, 1)) {
      return Mismatch.OUT_OF_RANGE;
    }
    int firstWeek = 1 + Math.floorMod(begin - day.weekday(), 7);
    int ofWeek = Math.floorMod(get(Slot.WEEKDAY) - begin, 7);
    return day.moveToDayOfYear(year, firstWeek + (week - 1) * 7 + ofWeek)
        ? null
        : Mismatch.IMPOSSIBLE;
  }

  /** Parts of a year belong to years from 0 on only. */
  private boolean fitsCalendar() {
    int year = day.year();
    return fits(Slot.YEAR, year)
        && (year >= 0
            ? fits(Slot.CENTURY, year / 100) && fits(Slot.YEAR_OF_CENTURY, year % 100)
            : !has(Slot.CENTURY) && !has(Slot.YEAR_OF_CENTURY))
        && fits(Slot.MONTH, day.month())
        && fits(Slot.DAY, day.dayOfMonth());
  }

  private boolean fitsIsoWeeks() {
    int year = day.isoYear();
    return fits(Slot.ISO_YEAR, year)
        && (year >= 0 ? fits(Slot.ISO_YEAR_OF_CENTURY, year % 100) : !has(Slot.ISO_YEAR_OF_CENTURY))
        && fits(Slot.ISO_WEEK, day.isoWeek())
        && fits(Slot.WEEKDAY, day.weekday());
  }

  private boolean fitsDayOfYear() {
    return fits(Slot.DAY_OF_YEAR, day.dayOfYear())
        && fits(Slot.WEEK_FROM_SUNDAY, day.weekFromSunday())
        && fits(Slot.WEEK_FROM_MONDAY, day.weekFromMonday());
  }
}
