// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Interval;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads intervals as arrow-rs does: pairs of amount and unit, a bare amount being seconds. */
final class IntervalText {
  /** Digits of a fraction that count. */
  private static final int PRECISION = 15;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What an amount counts: so many of one of the three parts. */
  private enum Unit {
    CENTURY(Part.MONTHS, 1_200),
    DECADE(Part.MONTHS, 120),
    YEAR(Part.MONTHS, 12),
    MONTH(Part.MONTHS, 1),
    WEEK(Part.DAYS, 7),
    DAY(Part.DAYS, 1),
    HOUR(Part.NANOS, 3_600 * NANOS_PER_SECOND),
    MINUTE(Part.NANOS, 60 * NANOS_PER_SECOND),
    SECOND(Part.NANOS, NANOS_PER_SECOND),
    MILLISECOND(Part.NANOS, 1_000_000),
    MICROSECOND(Part.NANOS, 1_000),
    NANOSECOND(Part.NANOS, 1);

    final Part part;
    final long factor;

    Unit(Part part, long factor) {
      this.part = part;
      this.factor = factor;
    }
  }

  private enum Part {
    MONTHS,
    DAYS,
    NANOS
  }

  private record Amount(BigInteger whole, BigInteger fraction) {}

  private static final BigInteger ONE = BigInteger.TEN.pow(PRECISION);
  private static final Map<String, Unit> UNITS = units();

  private IntervalText() {}

  /** Throws {@link IllegalArgumentException} or {@link ArithmeticException} with what is wrong. */
  static Interval parse(String text) {
    BigInteger months = BigInteger.ZERO;
    BigInteger days = BigInteger.ZERO;
    BigInteger nanos = BigInteger.ZERO;
    Set<Unit> seen = EnumSet.noneOf(Unit.class);
    for (String[] pair : pairs(text)) {
      Amount amount = amount(pair[0]);
      Unit unit = unit(pair[1]);
      if (!seen.add(unit)) {
        throw new IllegalArgumentException("the unit of '" + pair[0] + "' stands there twice");
      }
      BigInteger factor = BigInteger.valueOf(unit.factor);
      BigInteger whole = amount.whole.multiply(factor);
      switch (unit.part) {
        case MONTHS -> {
          months = months.add(whole);
          if (unit == Unit.MONTH) {
            days = days.add(scaled(amount, 30));
          } else {
            months = months.add(scaled(amount, unit.factor));
          }
        }
        case DAYS -> {
          days = days.add(whole);
          nanos = nanos.add(scaled(amount, unit.factor * 86_400 * NANOS_PER_SECOND));
        }
        case NANOS -> nanos = nanos.add(whole).add(scaled(amount, unit.factor));
      }
    }
    return new Interval(months.intValueExact(), days.intValueExact(), nanos.longValueExact());
  }

  private static BigInteger scaled(Amount amount, long factor) {
    return amount.fraction.multiply(BigInteger.valueOf(factor)).divide(ONE);
  }

  /** A word that starts with digits and goes on with letters is a pair, else two words are. */
  private static List<String[]> pairs(String text) {
    String[] words = text.split("\\p{javaWhitespace}", -1);
    List<String[]> pairs = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      int end = 0;
      while (end < word.length() && "0123456789.-".indexOf(word.charAt(end)) >= 0) {
        end++;
      }
      if (end < word.length()) {
        pairs.add(new String[] {word.substring(0, end), word.substring(end)});
      } else if (i + 1 < words.length) {
        pairs.add(new String[] {word, words[++i]});
      } else {
        pairs.add(new String[] {word, "second"});
      }
    }
    return pairs;
  }

  private static Amount amount(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return new Amount(BigInteger.valueOf(Long.parseLong(text)), BigInteger.ZERO);
    }
    String whole = text.substring(0, point);
    String fraction = text.substring(point + 1);
    if (fraction.isEmpty() || fraction.charAt(0) == '-' || fraction.length() > PRECISION) {
      throw new IllegalArgumentException("the fraction of '" + text + "' is not 1 to 15 digits");
    }
    long units = whole.isEmpty() || whole.equals("-") ? 0 : Long.parseLong(whole);
    BigInteger parts =
        BigInteger.valueOf(Long.parseLong(fraction))
            .multiply(BigInteger.TEN.pow(PRECISION - fraction.length()));
    return new Amount(BigInteger.valueOf(units), whole.startsWith("-") ? parts.negate() : parts);
  }

  private static Unit unit(String text) {
    Unit unit = UNITS.get(text.toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new IllegalArgumentException("'" + text + "' is no unit");
    }
    return unit;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new java.util.HashMap<>();
    put(units, Unit.CENTURY, "c", "cent", "cents", "century", "centuries");
    put(units, Unit.DECADE, "dec", "decs", "decade", "decades");
    put(units, Unit.YEAR, "y", "yr", "yrs", "year", "years");
    put(units, Unit.MONTH, "mon", "mons", "month", "months");
    put(units, Unit.WEEK, "w", "week", "weeks");
    put(units, Unit.DAY, "d", "day", "days");
    put(units, Unit.HOUR, "h", "hr", "hrs", "hour", "hours");
    put(units, Unit.MINUTE, "m", "min", "mins", "minute", "minutes");
    put(units, Unit.SECOND, "s", "sec", "secs", "second", "seconds");
    put(units, Unit.MILLISECOND, "ms", "msec", "msecs", "msecond", "mseconds");
    put(units, Unit.MILLISECOND, "millisecond", "milliseconds");
    put(units, Unit.MICROSECOND, "us", "usec", "usecs", "usecond", "useconds");
    put(units, Unit.MICROSECOND, "microsecond", "microseconds");
    put(units, Unit.NANOSECOND, "nanosecond", "nanoseconds");
    return Map.copyOf(units);
  }

  private static void put(Map<String, Unit> units, Unit unit, String... names) {
    for (String name : names) {
      units.put(name, unit);
    }
  }
}
