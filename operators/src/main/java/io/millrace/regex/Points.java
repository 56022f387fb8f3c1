// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

/** Single characters in UTF-8 that is well-formed. */
final class Points {
  private Points() {}

  /** The character that begins here. */
  static int at(byte[] bytes, int at) {
    int first = bytes[at];
    if (first >= 0) {
      return first;
    }
    int length = length(bytes, at);
    int point = first & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      point = point << 6 | (bytes[at + i] & 0x3F);
    }
    return point;
  }

  /** How many bytes the character has that begins here. */
  static int length(byte[] bytes, int at) {
    int first = bytes[at];
    return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
  }

  /** The character that ends here. */
  static int before(byte[] bytes, int at) {
    int start = at - 1;
    while ((bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    return at(bytes, start);
  }
}
