// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.datetime.FormatItem.Padding;
import io.millrace.scalar.ValueSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The specifiers of formats: those of {@code strftime} as the crate chrono has them. */
final class FormatReader {
  private static final int END = -1;

  /** Those of a combination come on top. */
  static final long MOST_ITEMS = ValueSize.MAX_BYTES / Long.BYTES;

  private final byte[] format;
  private final List<FormatItem> items;
  private int at;

  private FormatReader(byte[] format, List<FormatItem> items) {
    this.format = format;
    this.items = items;
  }

  /**
   * Null if a specifier is unknown; not all of them, but more, if there are {@link #MOST_ITEMS}.
   */
  static List<FormatItem> read(byte[] format) {
    List<FormatItem> items = new ArrayList<>();
    return new FormatReader(format, items).readAll() ? items : null;
  }

  private boolean readAll() {
    while (at < format.length && items.size() <= MOST_ITEMS) {
      int blanks = Blanks.skip(format, at, format.length);
      if (blanks > at) {
        items.add(FormatItem.of(FormatField.BLANKS, Arrays.copyOfRange(format, at, blanks)));
        at = blanks;
      } else if (format[at] != '%') {
        readLiteral();
      } else {
        at++;
        if (!readSpecifier()) {
          return false;
        }
      }
    }
    return true;
  }

  private void readLiteral() {
    int start = at;
    while (at < format.length
        && format[at] != '%'
        && Blanks.length(format, at, format.length) == 0) {
      at++;
    }
    items.add(FormatItem.of(FormatField.LITERAL, Arrays.copyOfRange(format, start, at)));
  }

  private int next() {
    return at < format.length ? format[at++] & 0xff : END;
  }

  private boolean readSpecifier() {
    int specifier = next();
    return switch (specifier) {
      case '-' -> readNumber(next(), Padding.NONE);
      case '_' -> readNumber(next(), Padding.BLANKS);
      case '0' -> readNumber(next(), Padding.ZEROS);
      case '#' -> next() == 'z' && add(FormatField.LENIENT_OFFSET);
      case ':' -> readOffset();
      case '.' -> readFraction(next(), true);
      case '3', '6', '9' -> readFraction(specifier, false);
      default -> readNumber(specifier, null) || readOther(specifier) || readCombination(specifier);
    };
  }

  /** {@code padding} is null where the number's own is meant. */
  private boolean readNumber(int specifier, Padding padding) {
    return switch (specifier) {
      case 'Y' -> add(FormatField.YEAR, Padding.ZEROS, padding);
      case 'C' -> add(FormatField.CENTURY, Padding.ZEROS, padding);
      case 'y' -> add(FormatField.YEAR_OF_CENTURY, Padding.ZEROS, padding);
      case 'G' -> add(FormatField.ISO_YEAR, Padding.ZEROS, padding);
      case 'g' -> add(FormatField.ISO_YEAR_OF_CENTURY, Padding.ZEROS, padding);
      case 'q' -> add(FormatField.QUARTER, Padding.NONE, padding);
      case 'm' -> add(FormatField.MONTH, Padding.ZEROS, padding);
      case 'd' -> add(FormatField.DAY, Padding.ZEROS, padding);
      case 'e' -> add(FormatField.DAY, Padding.BLANKS, padding);
      case 'U' -> add(FormatField.WEEK_FROM_SUNDAY, Padding.ZEROS, padding);
      case 'W' -> add(FormatField.WEEK_FROM_MONDAY, Padding.ZEROS, padding);
      case 'V' -> add(FormatField.ISO_WEEK, Padding.ZEROS, padding);
      case 'w' -> add(FormatField.WEEKDAY_FROM_SUNDAY, Padding.NONE, padding);
      case 'u' -> add(FormatField.WEEKDAY_FROM_MONDAY, Padding.NONE, padding);
      case 'j' -> add(FormatField.DAY_OF_YEAR, Padding.ZEROS, padding);
      case 'H' -> add(FormatField.HOUR, Padding.ZEROS, padding);
      case 'k' -> add(FormatField.HOUR, Padding.BLANKS, padding);
      case 'I' -> add(FormatField.HOUR_OF_HALF, Padding.ZEROS, padding);
      case 'l' -> add(FormatField.HOUR_OF_HALF, Padding.BLANKS, padding);
      case 'M' -> add(FormatField.MINUTE, Padding.ZEROS, padding);
      case 'S' -> add(FormatField.SECOND, Padding.ZEROS, padding);
      case 'f' -> add(FormatField.NANOSECOND, Padding.ZEROS, padding);
      case 's' -> add(FormatField.TIMESTAMP, Padding.NONE, padding);
      default -> false;
    };
  }

  private boolean readOther(int specifier) {
    return switch (specifier) {
      case 'a' -> add(FormatField.SHORT_WEEKDAY);
      case 'A' -> add(FormatField.LONG_WEEKDAY);
      case 'b', 'h' -> add(FormatField.SHORT_MONTH);
      case 'B' -> add(FormatField.LONG_MONTH);
      case 'P' -> add(FormatField.LOWER_HALF);
      case 'p' -> add(FormatField.UPPER_HALF);
      case 'z' -> add(FormatField.OFFSET);
      case 'Z' -> add(FormatField.ZONE_NAME);
      case '+' -> add(FormatField.RFC_3339);
      case 'n' -> add(FormatField.BLANKS, '\n');
      case 't' -> add(FormatField.BLANKS, '\t');
      case '%' -> add(FormatField.LITERAL, '%');
      default -> false;
    };
  }

  private boolean readCombination(int specifier) {
    return switch (specifier) {
      case 'D', 'x' -> expand("%m/%d/%y");
      case 'F' -> expand("%Y-%m-%d");
      case 'R' -> expand("%H:%M");
      case 'T', 'X' -> expand("%H:%M:%S");
      case 'c' -> expand("%a %b %e %H:%M:%S %Y");
      case 'r' -> expand("%I:%M:%S %p");
      case 'v' -> expand("%e-%b-%Y");
      default -> false;
    };
  }

  private boolean expand(String meaning) {
    return new FormatReader(meaning.getBytes(StandardCharsets.US_ASCII), items).readAll();
  }

  /** Behind a colon: up to two more and a z. */
  private boolean readOffset() {
    int colons = 1;
    int next = next();
    while (next == ':') {
      colons++;
      next = next();
    }
    return next == 'z'
        && switch (colons) {
          case 1 -> add(FormatField.OFFSET_WITH_COLON);
          case 2 -> add(FormatField.OFFSET_WITH_SECONDS);
          case 3 -> add(FormatField.OFFSET_HOURS);
          default -> false;
        };
  }

  private boolean readFraction(int digits, boolean withPoint) {
    if (digits == 'f') {
      return withPoint && add(FormatField.FRACTION);
    }
    return next() == 'f'
        && switch (digits) {
          case '3' -> add(withPoint ? FormatField.FRACTION_3 : FormatField.DIGITS_3);
          case '6' -> add(withPoint ? FormatField.FRACTION_6 : FormatField.DIGITS_6);
          case '9' -> add(withPoint ? FormatField.FRACTION_9 : FormatField.DIGITS_9);
          default -> false;
        };
  }

  private boolean add(FormatField number, Padding own, Padding padding) {
    return items.add(FormatItem.number(number, padding == null ? own : padding));
  }

  private boolean add(FormatField field) {
    return items.add(FormatItem.of(field));
  }

  private boolean add(FormatField field, char text) {
    return items.add(FormatItem.of(field, new byte[] {(byte) text}));
  }
}
