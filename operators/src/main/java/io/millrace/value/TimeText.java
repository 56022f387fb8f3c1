// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** Times of day as text. */
@Internal
public final class TimeText {
  public static final long SECONDS_OF_DAY = 86_400L;

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?(?: ([AaPp])[Mm])?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  private TimeText() {}

  public static String of(long value, TimeUnit unit) {
    StringBuilder out = new StringBuilder(18);
    int second = secondOfDay(value, unit);
    append(out, second, (int) (value % unit.perSecond() * unit.nanos()));
    return out.toString();
  }

  /**
   * The whole seconds of a time of day. Seconds beyond 32 bits are cut off, as the arrays that
   * DataFusion prints do.
   */
  public static int secondOfDay(long value, TimeUnit unit) {
    long second = (value / unit.perSecond()) & 0xffff_ffffL;
    if (second >= SECONDS_OF_DAY || value % unit.perSecond() < 0) {
      throw new EvaluationError("Cannot convert " + value + " to a time: out of range");
    }
    return (int) second;
  }

  /** Hours, minutes, seconds, and 3, 6 or 9 digits of a fraction that isn't zero. */
  static void append(StringBuilder out, int secondOfDay, int nanos) {
    DateText.digits(out, secondOfDay / 3600, 2);
    out.append(':');
    DateText.digits(out, secondOfDay / 60 % 60, 2);
    out.append(':');
    DateText.digits(out, secondOfDay % 60, 2);
    if (nanos == 0) {
      return;
    }
    out.append('.');
    if (nanos % 1_000_000 == 0) {
      DateText.digits(out, nanos / 1_000_000, 3);
    } else if (nanos % 1_000 == 0) {
      DateText.digits(out, nanos / 1_000, 6);
    } else {
      DateText.digits(out, nanos, 9);
    }
  }

  /** A time of day, or a plain integer that counts in the type's unit. */
  public static long parse(String text, DataType.Time type) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      long nanos = nanos(matcher);
      if (nanos >= 0) {
        return nanos / (type.unit().nanos());
      }
    }
    if (INTEGER.matcher(text).matches()) {
      try {
        return type.unit() == TimeUnit.SECOND || type.unit() == TimeUnit.MILLISECOND
            ? Integer.parseInt(text)
            : Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw Unreadable.as(text, type);
      }
    }
    throw Unreadable.as(text, type);
  }

  /** Nanoseconds of the day, or -1. */
  private static long nanos(Matcher matcher) {
    int hour = hour(Integer.parseInt(matcher.group(1)), matcher.group(5));
    int minute = Integer.parseInt(matcher.group(2));
    int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    if (hour < 0 || hour > 23 || minute > 59 || second > 60) {
      return -1;
    }
    return ((hour * 60L + minute) * 60 + second) * 1_000_000_000L + fraction(matcher.group(4));
  }

  private static int hour(int hour, String half) {
    if (half == null) {
      return hour;
    }
    int offset = half.equalsIgnoreCase("p") ? 12 : 0;
    return hour < 1 || hour > 12 ? -1 : hour % 12 + offset;
  }

  /** Nanoseconds; digits beyond the ninth are dropped. */
  static int fraction(String digits) {
    if (digits == null) {
      return 0;
    }
    String nine = digits.length() > 9 ? digits.substring(0, 9) : digits;
    return Integer.parseInt(nine + "0".repeat(9 - nine.length()));
  }
}
