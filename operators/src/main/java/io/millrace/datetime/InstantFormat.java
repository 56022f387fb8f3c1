// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.BytesView;
import io.millrace.value.Utf8;
import io.millrace.value.Zone;
import java.nio.charset.StandardCharsets;

/**
 * A format of texts that are instants. One that ends with a blank and {@code %Z} takes the name of
 * a zone from behind the last blank of a text, if it has one; elsewhere that specifier is refused.
 * Blanks at the ends of text and format do not count for that. Immutable and thread-safe.
 */
final class InstantFormat implements FormattedTexts.Reading {
  private static final String ZONE = "%Z";
  private static final String LAST_ZONE = " " + ZONE;

  private final TimeFormat whole;

  /** Null if texts do not end with a zone. */
  private final TimeFormat beforeZone;

  private final boolean refused;

  private InstantFormat(String source) {
    whole = TimeFormat.of(source);
    byte[] utf8 = source.getBytes(StandardCharsets.UTF_8);
    String trimmed = Utf8.text(utf8, 0, Blanks.trim(utf8, 0, utf8.length));
    boolean named = trimmed.endsWith(LAST_ZONE);
    beforeZone =
        named ? TimeFormat.of(trimmed.substring(0, trimmed.length() - LAST_ZONE.length())) : null;
    refused = !named && source.contains(ZONE);
  }

  static InstantFormat of(String source) {
    return new InstantFormat(source);
  }

  @Override
  public Mismatch read(FormatScanner scanner, BytesView text) {
    if (refused) {
      return Mismatch.BAD_FORMAT;
    }
    if (beforeZone != null) {
      int end = Blanks.trim(text.bytes, text.start, text.end);
      int blank = lastBlank(text, end);
      if (blank >= text.start) {
        return readInZone(scanner, text, blank, end);
      }
    }
    Mismatch mismatch = scanner.scan(whole, text);
    return mismatch == null ? scanner.fields().instant() : mismatch;
  }

  private Mismatch readInZone(FormatScanner scanner, BytesView text, int blank, int end) {
    Zone zone = scanner.zone(Utf8.text(text.bytes, blank + 1, end));
    if (zone == null) {
      return Mismatch.NO_ZONE;
    }
    Mismatch mismatch = scanner.scan(beforeZone, text, text.start, blank);
    return mismatch == null ? scanner.fields().instantIn(zone) : mismatch;
  }

  /** Before the start if there is none. */
  private static int lastBlank(BytesView text, int end) {
    int at = end - 1;
    while (at >= text.start && text.bytes[at] != ' ') {
      at--;
    }
    return at;
  }

  @Override
  public boolean is(BytesView text) {
    return whole.is(text);
  }

  @Override
  public String toString() {
    return whole.toString();
  }
}
