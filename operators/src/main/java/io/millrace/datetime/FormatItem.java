// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import java.util.Arrays;

/**
 * One piece of a format.
 *
 * @param padding of numbers that are written; null for what is no number
 * @param text of literals and blanks; null for others
 */
record FormatItem(FormatField field, Padding padding, byte[] text) {
  /** What fills a number up to its width. */
  enum Padding {
    NONE,
    ZEROS,
    BLANKS
  }

  /** Shared, since a format may have very many: a row for each padding, the last without. */
  private static final FormatItem[][] ITEMS = new FormatItem[Padding.values().length + 1][];

  static {
    FormatField[] fields = FormatField.values();
    for (int i = 0; i < ITEMS.length; i++) {
      Padding padding = i < Padding.values().length ? Padding.values()[i] : null;
      ITEMS[i] =
          Arrays.stream(fields)
              .map(field -> new FormatItem(field, padding, null))
              .toArray(FormatItem[]::new);
    }
  }

  static FormatItem number(FormatField field, Padding padding) {
    return ITEMS[padding.ordinal()][field.ordinal()];
  }

  static FormatItem of(FormatField field) {
    return ITEMS[ITEMS.length - 1][field.ordinal()];
  }

  static FormatItem of(FormatField field, byte[] text) {
    return new FormatItem(field, null, text);
  }

  int maxBytes() {
    return text == null ? field.maxBytes : text.length;
  }
}
