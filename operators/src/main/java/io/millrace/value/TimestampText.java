// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.TimeUnit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** Timestamps as text: RFC 3339, with the offset where there is a zone. */
@Internal
public final class TimestampText {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt ](?:([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
              + "|([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9]))(.*))?",
          Pattern.DOTALL);

  private TimestampText() {}

  /** {@code zone} is null for a timestamp without zone. */
  public static String of(long value, TimeUnit unit, Zone zone) {
    Moment moment = Moment.of(value, unit);
    int offset = zone == null ? 0 : zone.offsetAt(moment.second());
    long local = moment.second() + offset;
    long day = Math.floorDiv(local, TimeText.SECONDS_OF_DAY);
    if (day < DateText.FIRST_DAY || day > DateText.LAST_DAY) {
      throw new EvaluationError("Cannot convert " + value + " to a timestamp: out of range");
    }
    StringBuilder out = new StringBuilder(35);
    DateText.append(out, LocalDate.ofEpochDay(day));
    out.append('T');
    TimeText.append(out, (int) Math.floorMod(local, TimeText.SECONDS_OF_DAY), moment.nanos());
    if (zone != null) {
      appendOffset(out, offset);
    }
    return out.toString();
  }

  /** In minutes, rounded. */
  private static void appendOffset(StringBuilder out, int seconds) {
    if (seconds == 0) {
      out.append('Z');
      return;
    }
    int minutes = (Math.abs(seconds) + 30) / 60;
    out.append(seconds < 0 ? '-' : '+');
    DateText.digits(out, minutes / 60, 2);
    out.append(':');
    DateText.digits(out, minutes % 60, 2);
  }

  /** An instant; {@code zone} holds where the text names none. */
  public static Moment parse(String text, Zone zone) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw unreadable(text, "expected a form like 2024-02-29T12:34:56");
    }
    int first = matcher.group(4) != null ? 4 : 8;
    long day = day(text, matcher);
    if (matcher.group(first) == null) {
      return new Moment(zone.toUtc(day * TimeText.SECONDS_OF_DAY), 0);
    }
    int hour = Integer.parseInt(matcher.group(first));
    int minute = Integer.parseInt(matcher.group(first + 1));
    int second = Integer.parseInt(matcher.group(first + 2));
    if (hour > 23 || minute > 59 || second > 60) {
      throw unreadable(text, "no such time of day");
    }
    int leap = second == 60 ? 1 : 0;
    long local = day * TimeText.SECONDS_OF_DAY + (hour * 60L + minute) * 60 + second - leap;
    int nanos = TimeText.fraction(matcher.group(7)) + leap * 1_000_000_000;
    return new Moment(instant(text, local, matcher.group(11), zone), nanos);
  }

  private static long day(String text, Matcher matcher) {
    try {
      return LocalDate.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)))
          .toEpochDay();
    } catch (DateTimeException e) {
      throw unreadable(text, "no such date");
    }
  }

  private static long instant(String text, long local, String rest, Zone zone) {
    if (rest.isEmpty()) {
      return zone.toUtc(local);
    }
    if (rest.equals("z") || rest.equals("Z")) {
      return local;
    }
    return Zone.parse(rest.stripLeading())
        .orElseThrow(() -> unreadable(text, "no such time zone"))
        .toUtc(local);
  }

  private static EvaluationError unreadable(String text, String why) {
    return new EvaluationError("Cannot read timestamp '" + text + "': " + why);
  }
}
