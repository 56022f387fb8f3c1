// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/**
 * Intervals as text, as arrow-rs reads and writes them: {@code 1 mons 2 days 3 hours 4 mins
 * 5.000000000 secs}.
 */
@Internal
public final class IntervalText {
  private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}");
  private static final Pattern AMOUNT = Pattern.compile("(-?)([0-9]*)(?:\\.([0-9]{1,15}))?");
  private static final Pattern WORD = Pattern.compile("([0-9.-]*)(.*)", Pattern.DOTALL);
  private static final long FRACTION = 1_000_000_000_000_000L;

  /** What an amount counts; words are those of PostgreSQL. */
  public enum Unit {
    CENTURY(1200, 0, "c|cent|cents|century|centuries"),
    DECADE(120, 0, "dec|decs|decade|decades"),
    YEAR(12, 0, "y|yr|yrs|year|years"),
    MONTH(1, 0, "mon|mons|month|months"),
    WEEK(0, 7 * 86_400_000_000_000L, "w|week|weeks"),
    DAY(0, 86_400_000_000_000L, "d|day|days"),
    HOUR(0, 3_600_000_000_000L, "h|hr|hrs|hour|hours"),
    MINUTE(0, 60_000_000_000L, "m|min|mins|minute|minutes"),
    SECOND(0, 1_000_000_000L, "s|sec|secs|second|seconds"),
    MILLISECOND(0, 1_000_000L, "ms|msec|msecs|msecond|mseconds|millisecond|milliseconds"),
    MICROSECOND(0, 1_000L, "us|usec|usecs|usecond|useconds|microsecond|microseconds"),
    NANOSECOND(0, 1L, "nanosecond|nanoseconds");

    final int months;
    final long nanos;
    private final Set<String> words;

    Unit(int months, long nanos, String words) {
      this.months = months;
      this.nanos = nanos;
      this.words = Set.of(words.split("\\|"));
    }

    /** Throws IllegalArgumentException if there is none of that name. */
    public static Unit named(String word) {
      String lower = word.toLowerCase(Locale.ROOT);
      for (Unit each : values()) {
        if (each.words.contains(lower)) {
          return each;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no unit");
    }
  }

  /** An amount: whole units, and a fraction in units of 1 / {@link #FRACTION}. */
  private record Part(long whole, long fraction, Unit unit) {}

  private IntervalText() {}

  /**
   * {@code unit} is that of an amount without one. Throws IllegalArgumentException or
   * ArithmeticException with what is wrong.
   */
  public static Interval parse(String text, Unit unit) {
    Interval sum = new Interval(0, 0, 0);
    for (Part part : parts(text, unit)) {
      sum = add(sum, part);
    }
    return sum;
  }

  private static List<Part> parts(String text, Unit unit) {
    String[] words = SPACE.split(text, -1);
    List<Part> parts = new ArrayList<>();
    Set<Unit> seen = EnumSet.noneOf(Unit.class);
    for (int i = 0; i < words.length; i++) {
      Matcher word = WORD.matcher(words[i]);
      if (!word.matches()) {
        throw new IllegalArgumentException("'" + words[i] + "' is no amount");
      }
      Unit named = unit;
      if (!word.group(2).isEmpty()) {
        named = Unit.named(word.group(2));
      } else if (i + 1 < words.length) {
        named = Unit.named(words[++i]);
      }
      if (!seen.add(named)) {
        throw new IllegalArgumentException("the unit " + named + " stands there twice");
      }
      parts.add(part(word.group(1), named));
    }
    return parts;
  }

  private static Part part(String amount, Unit unit) {
    Matcher matcher = AMOUNT.matcher(amount);
    boolean whole = matcher.matches() && !matcher.group(2).isEmpty();
    if (!whole && !(matcher.matches() && matcher.group(3) != null)) {
      throw new IllegalArgumentException("'" + amount + "' is no amount");
    }
    String sign = matcher.group(1);
    long number = whole ? Long.parseLong(sign + matcher.group(2)) : 0;
    String digits = matcher.group(3) == null ? "" : matcher.group(3);
    long fraction = Long.parseLong(digits + "0".repeat(15 - digits.length()));
    return new Part(number, sign.isEmpty() ? fraction : -fraction, unit);
  }

  /** A fraction of a month spills into days, of a day or week into nanoseconds. */
  private static Interval add(Interval sum, Part part) {
    Unit unit = part.unit();
    if (unit.months > 0) {
      return addMonths(sum, part);
    }
    long nanos = fraction(part.fraction(), unit.nanos);
    int days = 0;
    if (unit == Unit.DAY || unit == Unit.WEEK) {
      days = Math.toIntExact(Math.multiplyExact(part.whole(), unit == Unit.WEEK ? 7L : 1L));
    } else {
      nanos = Math.addExact(nanos, Math.multiplyExact(part.whole(), unit.nanos));
    }
    return new Interval(
        sum.months(), Math.addExact(sum.days(), days), Math.addExact(sum.nanos(), nanos));
  }

  private static Interval addMonths(Interval sum, Part part) {
    Unit unit = part.unit();
    boolean spills = unit == Unit.MONTH;
    long months = Math.multiplyExact(part.whole(), (long) unit.months);
    int days = spills ? (int) fraction(part.fraction(), 30) : 0;
    if (!spills) {
      months = Math.addExact(months, fraction(part.fraction(), unit.months));
    }
    return new Interval(
        Math.addExact(sum.months(), Math.toIntExact(months)),
        Math.addExact(sum.days(), days),
        sum.nanos());
  }

  private static long fraction(long fraction, long unit) {
    long high = Math.multiplyHigh(fraction, unit);
    long low = fraction * unit;
    return high == low >> 63
        ? low / FRACTION
        : BigInteger.valueOf(fraction)
            .multiply(BigInteger.valueOf(unit))
            .divide(BigInteger.valueOf(FRACTION))
            .longValue();
  }

  public static String ofMonths(long months) {
    return Math.floorDiv(months, 12L) + " years " + Math.floorMod(months, 12L) + " mons";
  }

  public static String ofDayTime(long value) {
    int days = (int) (value >> 32);
    int millis = (int) value;
    StringBuilder out = new StringBuilder();
    append(out, days, " days");
    appendTime(out, millis, 1_000);
    return out.length() == 0 ? "0 secs" : out.toString();
  }

  public static String of(Interval interval) {
    StringBuilder out = new StringBuilder();
    append(out, interval.months(), " mons");
    append(out, interval.days(), " days");
    appendTime(out, interval.nanos(), 1_000_000_000);
    return out.length() == 0 ? "0 secs" : out.toString();
  }

  private static void append(StringBuilder out, long value, String unit) {
    if (value != 0) {
      out.append(out.length() == 0 ? "" : " ").append(value).append(unit);
    }
  }

  private static void appendTime(StringBuilder out, long value, long perSecond) {
    long seconds = value / perSecond;
    long part = value % perSecond;
    append(out, seconds / 3600, " hours");
    append(out, seconds / 60 % 60, " mins");
    if (seconds % 60 != 0 || part != 0) {
      out.append(out.length() == 0 ? "" : " ");
      out.append(value < 0 ? "-" : "").append(Math.abs(seconds % 60)).append('.');
      out.append(Long.toString(Math.abs(part) + perSecond).substring(1)).append(" secs");
    }
  }
}
