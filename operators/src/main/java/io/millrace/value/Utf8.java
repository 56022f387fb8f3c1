// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.ByteWords;
import io.millrace.column.BytesView;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** UTF-8 as bytes with an offset and a length. */
@Internal
public final class Utf8 {
  private Utf8() {}

  public static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  static boolean isAsciiBlank(byte value) {
    return value == ' ' || value == '\t' || value == '\n' || value == '\f' || value == '\r';
  }

  static String trimAsciiBlanks(byte[] bytes, int start, int end) {
    int first = start;
    int last = end;
    while (first < last && isAsciiBlank(bytes[first])) {
      first++;
    }
    while (first < last && isAsciiBlank(bytes[last - 1])) {
      last--;
    }
    return text(bytes, first, last);
  }

  /** Lower-cases A to Z only. */
  public static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      lower.append(each >= 'A' && each <= 'Z' ? (char) (each + 32) : each);
    }
    return lower.toString();
  }

  public static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  /** How many code points there are. */
  public static int codePoints(BytesView view) {
    return codePoints(view.bytes, view.start, view.end);
  }

  public static int codePoints(byte[] bytes, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += isContinuation(bytes[i]) ? 0 : 1;
    }
    return count;
  }

  /** The offset behind {@code count} code points from {@code from}, at most {@code end}. */
  public static int skip(byte[] bytes, int from, int end, long count) {
    int at = from;
    for (long left = count; left > 0 && at < end; left--) {
      at++;
      while (at < end && isContinuation(bytes[at])) {
        at++;
      }
    }
    return at;
  }

  /** The offset of the {@code count}-th code point before {@code end}, at least {@code start}. */
  public static int skipBack(byte[] bytes, int start, int end, long count) {
    int at = end;
    for (long left = count; left > 0 && at > start; left--) {
      at--;
      while (at > start && isContinuation(bytes[at])) {
        at--;
      }
    }
    return at;
  }

  public static boolean isAscii(BytesView view) {
    return ByteWords.isAscii(view.bytes, view.start, view.end);
  }

  /** Whether the bytes are well-formed: no overlong forms, no surrogates. */
  public static boolean isValid(BytesView view) {
    byte[] bytes = view.bytes;
    int at = view.start;
    while (at < view.end) {
      int length = bytes[at] >= 0 ? 1 : sequence(bytes, at, view.end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** The length of the sequence of several bytes that starts here; 0 if it is ill-formed. */
  private static int sequence(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if (!isContinuation(bytes[at + i])) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean wrong =
        (lead == 0xE0 && second < 0xA0)
            || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
  }

  /** The offset of the first occurrence of {@code needle} from {@code from} on, or -1. */
  public static int indexOf(BytesView hay, int from, BytesView needle) {
    return Needle.find(
        hay.bytes, from, hay.end, needle.bytes, needle.start, needle.end - needle.start);
  }

  public static boolean matches(byte[] bytes, int at, BytesView needle) {
    return java.util.Arrays.equals(
        bytes, at, at + needle.length(), needle.bytes, needle.start, needle.end);
  }
}
