// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import io.millrace.column.BytesView;

/** A format of texts that are times of day, or hold one. */
record TimeReading(TimeFormat format) implements FormattedTexts.Reading {
  static TimeReading of(String format) {
    return new TimeReading(TimeFormat.of(format));
  }

  @Override
  public Mismatch read(FormatScanner scanner, BytesView text) {
    Mismatch mismatch = scanner.scan(format, text);
    return mismatch == null ? scanner.fields().timeOfDay() : mismatch;
  }

  @Override
  public boolean is(BytesView other) {
    return format.is(other);
  }

  @Override
  public String toString() {
    return format.toString();
  }
}
