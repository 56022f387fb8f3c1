// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/**
 * The UTF-8 of strings. A string of ASCII has it as its own bytes, which are taken as they are
 * where {@code java.lang} is open, as it is under Flink's default options; else they are copied.
 */
@Internal
public final class TextBytes {
  private static final byte LATIN1 = 0;
  private static final VarHandle BYTES = field("value", byte[].class);
  private static final VarHandle CODER = field("coder", byte.class);

  private TextBytes() {}

  /** Not to be changed: they may be the string's own. */
  public static byte[] of(String text) {
    if (BYTES != null && CODER != null && (byte) CODER.get(text) == LATIN1) {
      byte[] own = (byte[]) BYTES.get(text);
      if (ByteWords.isAscii(own, 0, own.length)) {
        return own;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether bytes are UTF-8: no longer forms than needed, no surrogates. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    if (ByteWords.isAscii(bytes, from, to)) {
      return true;
    }
    int at = from;
    while (at < to) {
      int first = bytes[at] & 0xFF;
      int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      if ((length > 1 && (first < 0xC2 || first > 0xF4)) || at + length > to) {
        return false;
      }
      int second = length > 1 ? bytes[at + 1] & 0xFF : 0x80;
      boolean small = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
      boolean large = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
      if (small || large) {
        return false;
      }
      for (int i = 1; i < length; i++) {
        if ((bytes[at + i] & 0xC0) != 0x80) {
          return false;
        }
      }
      at += length;
    }
    return true;
  }

  /** Null where it cannot be looked at, or strings have no such field. */
  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
          .findVarHandle(String.class, name, type);
    } catch (IllegalAccessException | NoSuchFieldException e) {
      return null;
    }
  }
}
