// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.closure.JvmClosure;
import io.millrace.expr.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A part of some bytes, which are all of their parts in order. Parts are told by what the bytes
 * look like; where they only seem to be a function or base64, they are the same bytes again.
 */
sealed interface Part {
  /** Base64 in base64: an envelope has a body, that a line, and that an expression. */
  int DEEPEST = 4;

  /** What has fewer bytes is not worth a number. */
  int SMALL = 32;

  /** Of base64 that is looked into. */
  int SHORTEST_RUN = 512;

  /** How all functions by value begin. */
  byte[] FAMILY = {'D', 'F', 'J', 'V', 'U', 'D'};

  /** What nothing else has. */
  record Own(Bytes bytes) implements Part {}

  /** What others may have as well: classes of a function, and what is said of it. */
  record Shared(Bytes bytes) implements Part {}

  /** The text that is the base64 of its parts. */
  record Base64Text(List<Part> parts) implements Part {
    public Base64Text {
      parts = List.copyOf(parts);
    }
  }

  static List<Part> of(Bytes bytes) {
    return of(bytes, DEEPEST);
  }

  private static List<Part> of(Bytes bytes, int depth) {
    List<Part> parts = new ArrayList<>();
    Bytes rest = bytes;
    while (rest.length() > 0) {
      Optional<JvmClosure.Parts> function = JvmClosure.find(rest);
      if (function.isEmpty()) {
        addTexts(rest, depth, parts);
        break;
      }
      Bytes before = function.get().before();
      int header = lastFamily(before);
      addTexts(before.slice(0, header), depth, parts);
      addShared(before.slice(header, before.length() - header), parts);
      addShared(function.get().classes(), parts);
      addShared(function.get().lambda(), parts);
      rest = function.get().rest();
    }
    return parts;
  }

  /** Where the function begins that is said of before its classes; the end if it is not there. */
  private static int lastFamily(Bytes bytes) {
    byte[] all = bytes.toArray();
    for (int start = all.length - FAMILY.length; start >= 0; start--) {
      if (Arrays.equals(all, start, start + FAMILY.length, FAMILY, 0, FAMILY.length)) {
        return start;
      }
    }
    return all.length;
  }

  private static void addShared(Bytes bytes, List<Part> parts) {
    if (bytes.length() >= SMALL) {
      parts.add(new Shared(bytes));
    } else {
      addOwn(bytes, parts);
    }
  }

  private static void addOwn(Bytes bytes, List<Part> parts) {
    if (bytes.length() > 0) {
      parts.add(new Own(bytes));
    }
  }

  private static void addTexts(Bytes bytes, int depth, List<Part> parts) {
    byte[] all = bytes.toArray();
    int from = 0;
    int at = 0;
    while (depth > 0 && at < all.length) {
      int end = runEnd(all, at);
      byte[] decoded = end - at < SHORTEST_RUN ? null : decoded(all, at, end);
      if (decoded != null) {
        addOwn(bytes.slice(from, at - from), parts);
        parts.add(new Base64Text(of(Bytes.wrap(decoded), depth - 1)));
        from = end;
      }
      at = Math.max(end, at + 1);
    }
    addOwn(bytes.slice(from, all.length - from), parts);
  }

  private static int runEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && isDigit(bytes[end])) {
      end++;
    }
    for (int padding = 0; padding < 2 && end < bytes.length && bytes[end] == '='; padding++) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/';
  }

  /** Null unless encoding gives the text again. */
  private static byte[] decoded(byte[] bytes, int from, int to) {
    byte[] text = Arrays.copyOfRange(bytes, from, to);
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return Arrays.equals(Base64.getEncoder().encode(decoded), text) ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
