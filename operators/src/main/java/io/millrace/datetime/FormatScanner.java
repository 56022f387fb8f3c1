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
  private static final int MINUS_SIGN = 0xe28892;

  private final ScannedFields fields = new ScannedFields();
  private byte[] bytes;
  private int at;
  private int end;
  private String zoneName;
  private Zone zone;

  /** The number that was read last. */
  private long number;

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
    bytes = text.bytes;
    at = start;
    end = stop;
    fields.clear();
    if (format.items() == null) {
      return Mismatch.BAD_FORMAT;
    }
    Mismatch mismatch = scan(format);
    return mismatch == null && at < end ? Mismatch.TOO_LONG : mismatch;
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
      case LITERAL -> literal(item.text());
      case BLANKS -> skipBlanks();
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
      case ZONE_NAME -> skipName();
      case OFFSET, OFFSET_WITH_COLON, OFFSET_WITH_SECONDS, OFFSET_HOURS -> {
        skipBlanks();
        yield offset(false);
      }
      case LENIENT_OFFSET -> {
        skipBlanks();
        yield isZulu() ? fields.set(Slot.OFFSET, 0) : offset(true);
      }
      case RFC_3339 -> rfc3339();
    };
  }

  private Mismatch literal(byte[] text) {
    if (end - at < text.length) {
      return Mismatch.TOO_SHORT;
    }
    for (byte each : text) {
      if (bytes[at++] != each) {
        return Mismatch.OTHER_FORM;
      }
    }
    return null;
  }

  private Mismatch skipBlanks() {
    at = Blanks.skip(bytes, at, end);
    return null;
  }

  private Mismatch skipName() {
    while (at < end && Blanks.length(bytes, at, end) == 0) {
      at++;
    }
    return null;
  }

  private boolean isDigitAt(int place) {
    return place < end && bytes[place] >= '0' && bytes[place] <= '9';
  }

  /** From {@code least} to {@code most} digits. */
  private Mismatch digits(int least, int most) {
    if (end - at < least) {
      return Mismatch.TOO_SHORT;
    }
    int start = at;
    number = 0;
    while (at - start < most && isDigitAt(at)) {
      int digit = bytes[at++] - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) {
        return Mismatch.OUT_OF_RANGE;
      }
      number = number * 10 + digit;
    }
    return at - start < least ? Mismatch.OTHER_FORM : null;
  }

  /** Years with a sign may have any number of digits. */
  private Mismatch year(FormatField field) {
    skipBlanks();
    boolean signed = at < end && (bytes[at] == '-' || bytes[at] == '+');
    boolean negative = signed && bytes[at] == '-';
    at += signed ? 1 : 0;
    Mismatch mismatch = digits(1, signed ? Integer.MAX_VALUE : field.digits);
    return mismatch == null ? fields.set(field.slot, negative ? -number : number) : mismatch;
  }

  private Mismatch number(FormatField field) {
    skipBlanks();
    Mismatch mismatch = digits(1, field.digits);
    if (mismatch != null) {
      return mismatch;
    }
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
    if (end - at < SHORT) {
      return Mismatch.TOO_SHORT;
    }
    for (int i = 0; i < names.length; i++) {
      if (isAt(names[i], 0, SHORT)) {
        at += SHORT;
        if (whole && isAt(names[i], SHORT, names[i].length())) {
          at += names[i].length() - SHORT;
        }
        return fields.set(slot, first + i);
      }
    }
    return Mismatch.OTHER_FORM;
  }

  private boolean isAt(String lower, int from, int to) {
    if (end - at < to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if ((bytes[at + i - from] | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Mismatch half() {
    if (end - at < 2) {
      return Mismatch.TOO_SHORT;
    }
    boolean morning = isAt("am", 0, 2);
    if (!morning && !isAt("pm", 0, 2)) {
      return Mismatch.OTHER_FORM;
    }
    at += 2;
    return fields.set(Slot.HALF, morning ? 0 : 1);
  }

  private boolean skipPoint() {
    boolean point = at < end && bytes[at] == '.';
    at += point ? 1 : 0;
    return point;
  }

  /** Any number of digits behind a point, of which nine count. */
  private Mismatch fraction() {
    if (!skipPoint()) {
      return null;
    }
    int start = at;
    Mismatch mismatch = digits(1, 9);
    if (mismatch != null) {
      return mismatch;
    }
    for (int digits = at - start; digits < 9; digits++) {
      number *= 10;
    }
    while (isDigitAt(at)) {
      at++;
    }
    return fields.set(Slot.NANOSECOND, number);
  }

  private Mismatch fraction(int count) {
    return skipPoint() ? fixedDigits(count) : null;
  }

  private Mismatch fixedDigits(int count) {
    Mismatch mismatch = digits(count, count);
    if (mismatch != null) {
      return mismatch;
    }
    for (int digits = count; digits < 9; digits++) {
      number *= 10;
    }
    return fields.set(Slot.NANOSECOND, number);
  }

  private boolean isZulu() {
    boolean zulu = at < end && (bytes[at] | 0x20) == 'z';
    at += zulu ? 1 : 0;
    return zulu;
  }

  /** Hours and minutes, with colons and blanks between them. */
  private Mismatch offset(boolean mayLackMinutes) {
    if (at == end) {
      return Mismatch.TOO_SHORT;
    }
    boolean minusSign = isMinusSign();
    boolean negative = minusSign || bytes[at] == '-';
    if (!negative && bytes[at] != '+') {
      return Mismatch.OTHER_FORM;
    }
    at += minusSign ? 3 : 1;
    Mismatch mismatch = digits(2, 2);
    if (mismatch != null) {
      return mismatch;
    }
    long hours = number;
    skipColons();
    number = 0;
    if (end - at >= 2) {
      mismatch = digits(2, 2);
    } else if (!mayLackMinutes || at < end) {
      mismatch = Mismatch.TOO_SHORT;
    }
    if (mismatch != null || number > 59) {
      return mismatch == null ? Mismatch.OUT_OF_RANGE : mismatch;
    }
    long seconds = (hours * 60 + number) * 60;
    return fields.set(Slot.OFFSET, negative ? -seconds : seconds);
  }

  private boolean isMinusSign() {
    return end - at >= 3 && Blanks.three(bytes, at) == MINUS_SIGN;
  }

  private void skipColons() {
    int before;
    do {
      before = at;
      skipBlanks();
      while (at < end && bytes[at] == ':') {
        at++;
      }
    } while (at > before);
  }

  /** Date and time with a {@code T} or one blank between them, and an offset, Z or UTC. */
  private Mismatch rfc3339() {
    Mismatch mismatch = scan(RFC_3339_DATE);
    if (mismatch != null || at == end) {
      return mismatch == null ? Mismatch.TOO_SHORT : mismatch;
    }
    int between = bytes[at++];
    if (between != ' ' && (between | 0x20) != 't') {
      return Mismatch.OTHER_FORM;
    }
    mismatch = scan(RFC_3339_TIME);
    if (mismatch != null) {
      return mismatch;
    }
    if (isAt("utc", 0, 3)) {
      at += 3;
      return fields.set(Slot.OFFSET, 0);
    }
    return isZulu() ? fields.set(Slot.OFFSET, 0) : offset(false);
  }
}
