// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.BytesView;
import io.millrace.scalar.ValueSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A format of dates and times with specifiers such as {@code %Y}, read once. Printing and scanning
 * take time that grows with the lengths of format and text only. Immutable and thread-safe.
 */
final class TimeFormat {
  private final byte[] source;

  /** Null if the format has an unknown specifier, or is too long. */
  private final FormatItem[] items;

  /** Bytes of it or of its pieces, whichever are more. */
  private final long size;

  private final int needs;
  private final long maxBytes;

  private TimeFormat(byte[] source) {
    this.source = source;
    boolean isLong = source.length > ValueSize.MAX_BYTES;
    List<FormatItem> read = isLong ? null : FormatReader.read(source);
    size = isLong || read == null ? source.length : (long) read.size() * Long.BYTES;
    items = read == null || size > ValueSize.MAX_BYTES ? null : read.toArray(new FormatItem[0]);
    int parts = 0;
    long bytes = 0;
    if (items != null) {
      for (FormatItem item : items) {
        parts |= item.field().needs;
        bytes += item.maxBytes();
      }
    }
    needs = parts;
    maxBytes = bytes;
  }

  static TimeFormat of(String text) {
    return new TimeFormat(text.getBytes(StandardCharsets.UTF_8));
  }

  static TimeFormat of(BytesView text) {
    return new TimeFormat(Arrays.copyOfRange(text.bytes, text.start, text.end));
  }

  boolean is(BytesView text) {
    return Arrays.equals(source, 0, source.length, text.bytes, text.start, text.end);
  }

  /** Null if the format has an unknown specifier. Fails if it is longer than values may be. */
  FormatItem[] items() {
    ValueSize.check("the pieces of a format", size);
    return items;
  }

  /** The parts that a value must have to be printed, as a set of {@link FormatField.Needs}. */
  int needs() {
    return needs;
  }

  /** No value is printed in more. */
  long maxBytes() {
    return maxBytes;
  }

  @Override
  public String toString() {
    return new String(source, StandardCharsets.UTF_8);
  }
}
