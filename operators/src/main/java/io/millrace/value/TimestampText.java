// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.expr.Chrono;
import io.millrace.expr.TimeUnit;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.flink.annotation.Internal;

/** Timestamps as text: RFC 3339, with the offset where there is a zone. */
@Internal
public final class TimestampText {
  private TimestampText() {}

  /** {@code zone} is null for a timestamp without zone. */
  public static String of(long value, TimeUnit unit, Zone zone) {
    Moment moment = Moment.of(value, unit);
    int offset = zone == null ? 0 : zone.offsetAt(moment.second());
    long local = moment.second() + offset;
    long day = Math.floorDiv(local, TimeText.SECONDS_OF_DAY);
    if (!Chrono.holdsDay(day)) {
      throw new EvaluationError("Cannot convert " + value + " to a timestamp: out of range");
    }
    StringBuilder out = new StringBuilder(35);
    DateText.append(out, LocalDate.ofEpochDay(day));
    out.append('T');
    TimeText.append(out, (int) Math.floorMod(local, TimeText.SECONDS_OF_DAY), moment.nanos());
    if (zone != null) {
      appendOffset(out, offset);
    }
    return out.toString();
  }

  /** In minutes, rounded. */
  private static void appendOffset(StringBuilder out, int seconds) {
    if (seconds == 0) {
      out.append('Z');
      return;
    }
    int minutes = (Math.abs(seconds) + 30) / 60;
    out.append(seconds < 0 ? '-' : '+');
    DateText.digits(out, minutes / 60, 2);
    out.append(':');
    DateText.digits(out, minutes % 60, 2);
  }

  /** An instant; {@code zone} holds where the text names none. */
  public static Moment parse(BytesView text, Zone zone) {
    return new TimestampReader(text.bytes, text.start, text.end).read(zone);
  }

  static Moment parse(String text, Zone zone) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new TimestampReader(utf8, 0, utf8.length).read(zone);
  }
}
