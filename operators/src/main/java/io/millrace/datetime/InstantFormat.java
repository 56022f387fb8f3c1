// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.BytesView;
import io.millrace.value.Utf8;
import io.millrace.value.Zone;

/**
 * A format of texts that are instants. One that ends with a blank and {@code %Z} takes the name of
 * a zone from behind the last blank of a text; elsewhere that specifier is refused. Immutable and
 * thread-safe.
 */
final class InstantFormat implements FormattedTexts.Reading {
  private static final String ZONE = "%Z";
  private static final String LAST_ZONE = " " + ZONE;

  private final String source;
  private final TimeFormat whole;

  /** Null if texts do not end with a zone. */
  private final TimeFormat beforeZone;

  private final boolean refused;

  private InstantFormat(String source) {
    this.source = source;
    whole = TimeFormat.of(source);
    boolean named = source.endsWith(LAST_ZONE);
    beforeZone =
        named ? TimeFormat.of(source.substring(0, source.length() - LAST_ZONE.length())) : null;
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
    int blank = beforeZone == null ? -1 : lastBlank(text);
    if (blank < 0) {
      Mismatch mismatch = scanner.scan(whole, text);
      return mismatch == null ? scanner.fields().instant() : mismatch;
    }
    Zone zone = scanner.zone(Utf8.text(text.bytes, blank + 1, text.end));
    if (zone == null) {
      return Mismatch.NO_ZONE;
    }
    Mismatch mismatch = scanner.scan(beforeZone, text, text.start, blank);
    return mismatch == null ? scanner.fields().instantIn(zone) : mismatch;
  }

  private static int lastBlank(BytesView text) {
    for (int at = text.end - 1; at >= text.start; at--) {
      if (text.bytes[at] == ' ') {
        return at;
      }
    }
    return -1;
  }

  @Override
  public boolean is(BytesView text) {
    return whole.is(text);
  }

  @Override
  public String toString() {
    return source;
  }
}
