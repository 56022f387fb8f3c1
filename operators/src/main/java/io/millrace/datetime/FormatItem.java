// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

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

  static FormatItem number(FormatField field, Padding padding) {
    return new FormatItem(field, padding, null);
  }

  static FormatItem of(FormatField field) {
    return new FormatItem(field, null, null);
  }

  static FormatItem of(FormatField field, byte[] text) {
    return new FormatItem(field, null, text);
  }

  int maxBytes() {
    return text == null ? field.maxBytes : text.length;
  }
}
