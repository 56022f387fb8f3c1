// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.Function;

/** The classes of java.time, which travel as their text; numbered by their place. */
enum TimeForm {
  INSTANT(Instant.class, Instant::parse),
  LOCAL_DATE(LocalDate.class, LocalDate::parse),
  LOCAL_TIME(LocalTime.class, LocalTime::parse),
  LOCAL_DATE_TIME(LocalDateTime.class, LocalDateTime::parse),
  OFFSET_TIME(OffsetTime.class, OffsetTime::parse),
  OFFSET_DATE_TIME(OffsetDateTime.class, OffsetDateTime::parse),
  ZONED_DATE_TIME(ZonedDateTime.class, ZonedDateTime::parse),
  DURATION(Duration.class, Duration::parse),
  PERIOD(Period.class, Period::parse),
  YEAR(Year.class, text -> Year.of(Integer.parseInt(text))),
  YEAR_MONTH(YearMonth.class, YearMonth::parse),
  MONTH_DAY(MonthDay.class, MonthDay::parse),
  ZONE_OFFSET(ZoneOffset.class, ZoneOffset::of),
  ZONE_ID(ZoneId.class, ZoneId::of);

  private static final TimeForm[] FORMS = values();

  private final Class<?> type;
  private final Function<String, Object> parser;

  TimeForm(Class<?> type, Function<String, Object> parser) {
    this.type = type;
    this.parser = parser;
  }

  /** Null if there is none. */
  static TimeForm of(Object value) {
    for (TimeForm each : FORMS) {
      if (each.type.isInstance(value)) {
        return each;
      }
    }
    return null;
  }

  static TimeForm of(int number) {
    if (number >= FORMS.length) {
      throw ByteReader.malformed("a time of kind " + number);
    }
    return FORMS[number];
  }

  Object parse(String text) {
    return parser.apply(text);
  }
}
