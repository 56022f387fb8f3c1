// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

/** White space as Unicode has it, in UTF-8. */
final class Blanks {
  private Blanks() {}

  /** Where the blanks end that begin at {@code at}. */
  static int skip(byte[] bytes, int at, int end) {
    int from = at;
    int length;
    while (from < end && (length = length(bytes, from, end)) > 0) {
      from += length;
    }
    return from;
  }

  /** Where the text ends that begins at {@code start} if the blanks at its end are left out. */
  static int trim(byte[] bytes, int start, int end) {
    int to = end;
    int length = 1;
    while (length <= 3 && to - length >= start) {
      if (length(bytes, to - length, to) == length) {
        to -= length;
        length = 1;
      } else {
        length++;
      }
    }
    return to;
  }

  /** How many bytes the blank has that is at {@code at}; 0 if it is none. */
  static int length(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return first == ' ' || (first >= '\t' && first <= '\r') ? 1 : 0;
    } else if (first == 0xc2 && at + 1 < end) {
      int second = bytes[at + 1] & 0xff;
      return second == 0x85 || second == 0xa0 ? 2 : 0;
    } else if (at + 2 < end) {
      return isWide(three(bytes, at)) ? 3 : 0;
    }
    return 0;
  }

  /** Three bytes as one number. */
  static int three(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
  }

  /** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000. */
  private static boolean isWide(int utf8) {
    return utf8 == 0xe19a80
        || (utf8 >= 0xe28080 && utf8 <= 0xe2808a)
        || utf8 == 0xe280a8
        || utf8 == 0xe280a9
        || utf8 == 0xe280af
        || utf8 == 0xe2819f
        || utf8 == 0xe38080;
  }
}
