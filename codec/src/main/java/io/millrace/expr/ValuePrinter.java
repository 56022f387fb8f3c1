// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How arrow-rs spells values inside nested constants; NULL is nothing at all. */
final class ValuePrinter {
  private static final int SECONDS_A_DAY = 86_400;

  private ValuePrinter() {}

  static String text(DataType type, Object value) {
    if (value == null) {
      return "";
    }
    return switch (type.family()) {
      case NULL, BOOLEAN, SIGNED, TEXT, BINARY -> value.toString();
      case UNSIGNED -> Long.toUnsignedString((Long) value);
      case FLOAT -> floatText(type.id(), (Double) value);
      case DECIMAL -> Decimals.fixed((BigInteger) value, (DataType.Decimal) type);
      case DATE ->
          orError(
              type,
              value,
              type.id() == TypeId.DATE32
                  ? dateText((Long) value)
                  : timestampText((Long) value, TimeUnit.MILLISECOND, null));
      case TIME -> orError(type, value, timeText((Long) value, ((DataType.Time) type).unit()));
      case TIMESTAMP -> timestampText((DataType.Timestamp) type, (Long) value);
      case DURATION -> durationText((Long) value, ((DataType.Duration) type).unit());
      case INTERVAL -> interval(((DataType.Interval) type).unit(), value);
      case LIST -> list(((DataType.AnyList) type).item().type(), (List<?>) value);
      case STRUCT -> struct(((DataType.Struct) type).fields(), (List<?>) value);
      case MAP -> map((DataType.MapOf) type, (List<?>) value);
      case UNION -> union((DataType.Union) type, (List<?>) value);
      case ENCODED -> text(type.unwrapped(), value);
    };
  }

  private static String floatText(TypeId id, double value) {
    return switch (id) {
      case FLOAT16 -> Decimals.positional((float) value);
      case FLOAT32 -> Decimals.pointed((float) value);
      case FLOAT64 -> Decimals.pointed(value);
      default -> throw new AssertionError(id);
    };
  }

  /** Null for a day beyond the years that DataFusion has dates for. */
  static LocalDate date(long day) {
    return Chrono.holdsDay(day) ? LocalDate.ofEpochDay(day) : null;
  }

  /** Years beyond four digits, and those before the year 0, carry a sign. */
  static String text(LocalDate date) {
    int year = date.getYear();
    String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    return String.format(
        Locale.ROOT,
        "%s%04d-%02d-%02d",
        sign,
        Math.abs(year),
        date.getMonthValue(),
        date.getDayOfMonth());
  }

  private static String dateText(long day) {
    LocalDate date = date(day);
    return date == null ? null : text(date);
  }

  private static String text(LocalTime time) {
    return String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
        + fraction(time.getNano());
  }

  /** None, three, six or nine digits. */
  private static String fraction(int nanos) {
    if (nanos == 0) {
      return "";
    }
    if (nanos % 1_000_000 == 0) {
      return String.format(Locale.ROOT, ".%03d", nanos / 1_000_000);
    }
    return nanos % 1_000 == 0
        ? String.format(Locale.ROOT, ".%06d", nanos / 1_000)
        : String.format(Locale.ROOT, ".%09d", nanos);
  }

  private static String timeText(long value, TimeUnit unit) {
    long nanosPerUnit = unit.nanos();
    return value < 0 || value >= SECONDS_A_DAY * unit.perSecond()
        ? null
        : text(LocalTime.ofNanoOfDay(value * nanosPerUnit));
  }

  private static String timestampText(DataType.Timestamp type, long value) {
    return orError(type, value, timestampText(value, type.unit(), type.zone()));
  }

  private static String timestampText(long value, TimeUnit unit, String zone) {
    long second = Math.floorDiv(value, unit.perSecond());
    int nano = (int) (Math.floorMod(value, unit.perSecond()) * (unit.nanos()));
    if (date(Math.floorDiv(second, SECONDS_A_DAY)) == null) {
      return null;
    }
    if (zone == null) {
      return text(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
    }
    try {
      ZonedDateTime zoned = Instant.ofEpochSecond(second, nano).atZone(ZoneId.of(zone));
      return text(zoned.toLocalDateTime()) + text(zoned.getOffset());
    } catch (DateTimeException unknownZone) {
      return null;
    }
  }

  private static String text(LocalDateTime time) {
    return text(time.toLocalDate()) + "T" + text(time.toLocalTime());
  }

  private static String text(ZoneOffset offset) {
    int seconds = offset.getTotalSeconds();
    if (seconds == 0) {
      return "Z";
    }
    int minutes = (Math.abs(seconds) + 30) / 60;
    return String.format(
        Locale.ROOT, "%s%02d:%02d", seconds < 0 ? "-" : "+", minutes / 60, minutes % 60);
  }

  private static String orError(DataType type, Object value, String text) {
    String kind = type.id() == TypeId.TIMESTAMP ? "datetime" : "temporal";
    return text != null
        ? text
        : "ERROR: Cast error: Failed to convert " + value + " to " + kind + " for " + type;
  }

  private static String durationText(long value, TimeUnit unit) {
    if (unit == TimeUnit.SECOND && Math.abs(value / 1_000) > Long.MAX_VALUE / 1_000_000) {
      return "<invalid>";
    }
    if (value == 0) {
      return "P0D";
    }
    long units = unit.perSecond();
    String fraction = "";
    if (value % units != 0) {
      String digits = Long.toString(units + Math.abs(value % units)).substring(1);
      fraction = "." + digits.replaceAll("0+$", "");
    }
    return (value < 0 ? "-PT" : "PT") + Math.abs(value / units) + fraction + "S";
  }

  private static String list(DataType item, List<?> values) {
    return values.stream()
        .map(value -> text(item, value))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String struct(List<Field> fields, List<?> values) {
    return IntStream.range(0, fields.size())
        .mapToObj(i -> fields.get(i).name() + ": " + text(fields.get(i).type(), values.get(i)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String map(DataType.MapOf type, List<?> entries) {
    List<Field> fields = ((DataType.Struct) type.entries().type()).fields();
    return entries.stream()
        .map(
            entry -> {
              List<?> pair = (List<?>) entry;
              return text(fields.get(0).type(), pair.get(0))
                  + ": "
                  + text(fields.get(1).type(), pair.get(1));
            })
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String union(DataType.Union type, List<?> idAndValue) {
    Field member = type.members().get(type.ids().indexOf(((Long) idAndValue.get(0)).intValue()));
    return "{" + member.name() + "=" + text(member.type(), idAndValue.get(1)) + "}";
  }

  private static String interval(IntervalUnit unit, Object value) {
    return switch (unit) {
      case YEAR_MONTH -> IntervalText.ofMonths((Long) value);
      case DAY_TIME -> IntervalText.ofDayTime((Long) value);
      case MONTH_DAY_NANO -> IntervalText.of((Interval) value);
    };
  }
}
