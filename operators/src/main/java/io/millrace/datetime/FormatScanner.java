// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.BytesView;
import io.millrace.datetime.ScannedFields.Slot;
import io.millrace.value.Zone;

/**
 * Reads texts by formats: blanks stand for any number of blanks, numbers may have blanks before
 * them and fewer digits, names are read in upper and lower case. Methods return null where all is
 * well. Scratch of one thread.
 */
final class FormatScanner {
  private static final TimeFormat RFC_3339_DATE = TimeFormat.of("%Y -%m -%d");
  private static final TimeFormat RFC_3339_TIME = TimeFormat.of("%H :%M :%S%.f ");
  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };
  private static final String[] WEEKDAYS = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
  };
  private static final int SHORT = 3;

  private final ScannedFields fields = new ScannedFields();
  private final ScannedText in = new ScannedText();
  private String zoneName;
  private Zone zone;

  /** The zone of that name; null if there is none. The last one is remembered. */
  Zone zone(String name) {
    if (!name.equals(zoneName)) {
      zone = Zone.named(name).orElse(null);
      zoneName = name;
    }
    return zone;
  }

  /** What the last text gave. */
  ScannedFields fields() {
    return fields;
  }

  Mismatch scan(TimeFormat format, BytesView text) {
    return scan(format, text, text.start, text.end);
  }

  /** Reads from {@code start} to {@code stop} of the bytes of {@code text}. */
  Mismatch scan(TimeFormat format, BytesView text, int start, int stop) {
    in.move(text.bytes, start, stop);
    fields.clear();
    if (format.items() == null) {
      return Mismatch.BAD_FORMAT;
    }
    Mismatch mismatch = scan(format);
    return mismatch == null && !in.isAtEnd() ? Mismatch.TOO_LONG : mismatch;
  }

  private Mismatch scan(TimeFormat format) {
    for (FormatItem item : format.items()) {
      Mismatch mismatch = scan(item);
      if (mismatch != null) {
        return mismatch;
      }
    }
    return null;
  }

  private Mismatch scan(FormatItem item) {
    return switch (item.field()) {
      case LITERAL -> in.literal(item.text());
      case BLANKS -> {
        in.skipBlanks();
        yield null;
      }
      case YEAR, ISO_YEAR -> year(item.field());
      case CENTURY,
          YEAR_OF_CENTURY,
          ISO_YEAR_OF_CENTURY,
          QUARTER,
          MONTH,
          DAY,
          WEEK_FROM_SUNDAY,
          WEEK_FROM_MONDAY,
          ISO_WEEK,
          WEEKDAY_FROM_SUNDAY,
          WEEKDAY_FROM_MONDAY,
          DAY_OF_YEAR,
          HOUR,
          HOUR_OF_HALF,
          MINUTE,
          SECOND,
          NANOSECOND,
          TIMESTAMP ->
          number(item.field());
      case SHORT_MONTH -> name(MONTHS, Slot.MONTH, 1, false);
      case LONG_MONTH -> name(MONTHS, Slot.MONTH, 1, true);
      case SHORT_WEEKDAY -> name(WEEKDAYS, Slot.WEEKDAY, 0, false);
      case LONG_WEEKDAY -> name(WEEKDAYS, Slot.WEEKDAY, 0, true);
      case LOWER_HALF, UPPER_HALF -> half();
      case FRACTION -> fraction();
      case FRACTION_3 -> fraction(3);
      case FRACTION_6 -> fraction(6);
      case FRACTION_9 -> fraction(9);
      case DIGITS_3 -> fixedDigits(3);
      case DIGITS_6 -> fixedDigits(6);
      case DIGITS_9 -> fixedDigits(9);
      case ZONE_NAME -> {
        in.skipName();
        yield null;
      }
      case OFFSET, OFFSET_WITH_COLON, OFFSET_WITH_SECONDS, OFFSET_HOURS -> {
        in.skipBlanks();
        yield offset(false);
      }
      case LENIENT_OFFSET -> {
        in.skipBlanks();
        yield in.skipWord("z") ? fields.set(Slot.OFFSET, 0) : offset(true);
      }
      case RFC_3339 -> rfc3339();
    };
  }

  /** Years with a sign may have any number of digits. */
  private Mismatch year(FormatField field) {
    in.skipBlanks();
    boolean negative = in.skip('-');
    boolean signed = negative || in.skip('+');
    Mismatch mismatch = in.digits(1, signed ? Integer.MAX_VALUE : field.digits);
    return mismatch == null
        ? fields.set(field.slot, negative ? -in.number() : in.number())
        : mismatch;
  }

  private Mismatch number(FormatField field) {
    in.skipBlanks();
    Mismatch mismatch = in.digits(1, field.digits);
    if (mismatch != null) {
      return mismatch;
    }
    long number = in.number();
    return switch (field) {
      case HOUR -> fields.setHour(number);
      case HOUR_OF_HALF ->
          number < 1 || number > 12 ? Mismatch.OUT_OF_RANGE : fields.set(field.slot, number % 12);
      case WEEKDAY_FROM_SUNDAY ->
          number > 6 ? Mismatch.OUT_OF_RANGE : fields.set(field.slot, (number + 6) % 7);
      case WEEKDAY_FROM_MONDAY -> fields.set(field.slot, number - 1);
      default -> fields.set(field.slot, number);
    };
  }

  /**
   * @param whole whether the rest of a name belongs to it where it is there
   */
  private Mismatch name(String[] names, Slot slot, int first, boolean whole) {
    if (!in.has(SHORT)) {
      return Mismatch.TOO_SHORT;
    }
    for (int i = 0; i < names.length; i++) {
      if (in.skipWord(names[i], SHORT, whole)) {
        return fields.set(slot, first + i);
      }
    }
    return Mismatch.OTHER_FORM;
  }

  private Mismatch half() {
    if (!in.has(2)) {
      return Mismatch.TOO_SHORT;
    }
    boolean morning = in.skipWord("am");
    return morning || in.skipWord("pm")
        ? fields.set(Slot.HALF, morning ? 0 : 1)
        : Mismatch.OTHER_FORM;
  }

  /** Any number of digits behind a point, of which nine count. */
  private Mismatch fraction() {
    return in.skip('.') ? nanoseconds(in.fraction(1, Integer.MAX_VALUE)) : null;
  }

  private Mismatch fraction(int count) {
    return in.skip('.') ? fixedDigits(count) : null;
  }

  private Mismatch fixedDigits(int count) {
    return nanoseconds(in.fraction(count, count));
  }

  private Mismatch nanoseconds(Mismatch mismatch) {
    return mismatch == null ? fields.set(Slot.NANOSECOND, in.number()) : mismatch;
  }

  /** Hours and minutes, with colons and blanks between them. */
  private Mismatch offset(boolean mayLackMinutes) {
    if (in.isAtEnd()) {
      return Mismatch.TOO_SHORT;
    }
    boolean negative = in.skipMinus();
    if (!negative && !in.skip('+')) {
      return Mismatch.OTHER_FORM;
    }
    Mismatch mismatch = in.digits(2, 2);
    if (mismatch != null) {
      return mismatch;
    }
    long hours = in.number();
    in.skipColons();
    long minutes = 0;
    if (in.has(2)) {
      mismatch = in.digits(2, 2);
      minutes = in.number();
    } else if (!mayLackMinutes || !in.isAtEnd()) {
      mismatch = Mismatch.TOO_SHORT;
    }
    if (mismatch != null || minutes > 59) {
      return mismatch == null ? Mismatch.OUT_OF_RANGE : mismatch;
    }
    long seconds = (hours * 60 + minutes) * 60;
    return fields.set(Slot.OFFSET, negative ? -seconds : seconds);
  }

  /** Date and time with a {@code T} or one blank between them, and an offset, Z or UTC. */
  private Mismatch rfc3339() {
    Mismatch mismatch = scan(RFC_3339_DATE);
    if (mismatch != null || in.isAtEnd()) {
      return mismatch == null ? Mismatch.TOO_SHORT : mismatch;
    }
    if (!in.skip(' ') && !in.skipWord("t")) {
      return Mismatch.OTHER_FORM;
    }
    mismatch = scan(RFC_3339_TIME);
    if (mismatch != null) {
      return mismatch;
    }
    return in.skipWord("utc") || in.skipWord("z") ? fields.set(Slot.OFFSET, 0) : offset(false);
  }
}
