// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.Chrono;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** Dates as text: ISO 8601, years outside 0 to 9999 with a sign. */
@Internal
public final class DateText {
  private static final Pattern HYPHENS = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
  private static final Pattern DIGITS = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
  private static final Pattern EXTENDED =
      Pattern.compile("([+-][0-9]{4,})-(\\+?[0-9]+)-(\\+?[0-9]+)");
  private static final int DAYS_OF_400_YEARS = 146_097;

  private DateText() {}

  public static String ofDays(long days) {
    StringBuilder out = new StringBuilder(10);
    append(out, date(days));
    return out.toString();
  }

  public static LocalDate date(long days) {
    if (!Chrono.holdsDay(days)) {
      throw new EvaluationError("Cannot convert day " + days + " to a date: out of range");
    }
    return LocalDate.ofEpochDay(days);
  }

  static void append(StringBuilder out, LocalDate date) {
    int year = date.getYear();
    if (year < 0 || year > 9999) {
      out.append(year < 0 ? '-' : '+');
    }
    digits(out, Math.abs(year), 4);
    out.append('-');
    digits(out, date.getMonthValue(), 2);
    out.append('-');
    digits(out, date.getDayOfMonth(), 2);
  }

  /** With zeros in front. */
  static void digits(StringBuilder out, int value, int width) {
    String text = Integer.toString(value);
    out.append("0".repeat(Math.max(0, width - text.length()))).append(text);
  }

  /** Days since 1970. */
  public static long parseDays(String text) {
    Matcher extended = EXTENDED.matcher(text);
    if (extended.matches()) {
      return parseExtendedDays(text, extended);
    }
    return parse(text, DataType.DATE32).toEpochDay();
  }

  /** The day is found within a cycle of 400 years, so that the whole range of days is read. */
  private static long parseExtendedDays(String text, Matcher extended) {
    try {
      int year = Integer.parseInt(extended.group(1));
      LocalDate inCycle =
          LocalDate.of(
              Math.floorMod(year, 400),
              Integer.parseInt(extended.group(2)),
              Integer.parseInt(extended.group(3)));
      long days = (long) Math.floorDiv(year, 400) * DAYS_OF_400_YEARS + inCycle.toEpochDay();
      if (days == (int) days) {
        return days;
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw Unreadable.as(text, DataType.DATE32);
    }
    throw Unreadable.as(text, DataType.DATE32);
  }

  /** Milliseconds since 1970. */
  public static long parseMillis(String text) {
    return text.length() <= 10
        ? parse(text, DataType.DATE64).toEpochDay() * 86_400_000L
        : TimestampText.parse(text, Zone.UTC).in(TimeUnit.MILLISECOND);
  }

  private static LocalDate parse(String text, DataType type) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    if (text.length() > 10 && !signed) {
      return LocalDate.ofEpochDay(
          Math.floorDiv(TimestampText.parse(text, Zone.UTC).second(), 86_400L));
    }
    for (Pattern form : new Pattern[] {HYPHENS, DIGITS, EXTENDED}) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return date(text, matcher, type);
      }
    }
    throw Unreadable.as(text, type);
  }

  private static LocalDate date(String text, Matcher matcher, DataType type) {
    try {
      return LocalDate.of(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(matcher.group(3)));
    } catch (NumberFormatException | DateTimeException e) {
      throw Unreadable.as(text, type);
    }
  }
}
