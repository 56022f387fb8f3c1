// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

/** The escapes of {@code E'…'}: those of PostgreSQL. */
final class EscapedText {
  private final String text;
  private int at;

  private EscapedText(String text) {
    this.text = text;
  }

  /** Throws {@link IllegalArgumentException} where an escape is no character. */
  static String unescape(String text) {
    return new EscapedText(text).read();
  }

  private String read() {
    StringBuilder plain = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(plain, text.charAt(at++));
      } else {
        plain.append(c);
        at += c == '\'' ? 1 : 0;
      }
    }
    return plain.toString();
  }

  private void escape(StringBuilder plain, char c) {
    switch (c) {
      case 'b' -> plain.append('\b');
      case 'f' -> plain.append('\f');
      case 'n' -> plain.append('\n');
      case 'r' -> plain.append('\r');
      case 't' -> plain.append('\t');
      case 'u' -> appendCode(plain, exactly(4));
      case 'U' -> appendCode(plain, exactly(8));
      case 'x' -> appendByte(plain, digits(16, 2), 16, 'x');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        appendByte(plain, digits(8, 3), 8, c);
      }
      default -> plain.append(c);
    }
  }

  private String exactly(int length) {
    String digits = digits(16, length);
    if (digits.length() < length) {
      throw new IllegalArgumentException("an escape of " + length + " digits has too few");
    }
    return digits;
  }

  private String digits(int radix, int most) {
    int from = at;
    while (at < text.length() && at - from < most && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private static void appendByte(StringBuilder plain, String digits, int radix, char instead) {
    if (digits.isEmpty()) {
      plain.append(instead);
      return;
    }
    int code = Integer.parseInt(digits, radix) & 0xff;
    if (code == 0 || code > 127) {
      throw new IllegalArgumentException("the escape " + digits + " is no ASCII character");
    }
    plain.append((char) code);
  }

  private static void appendCode(StringBuilder plain, String digits) {
    long code = Long.parseLong(digits, 16);
    if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      throw new IllegalArgumentException("the escape " + digits + " is no character");
    }
    plain.appendCodePoint((int) code);
  }
}
