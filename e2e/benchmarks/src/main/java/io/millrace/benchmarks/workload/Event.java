// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A row as a plain Java object, null where the column is. */
public final class Event {
  public Long a;
  public Long b;
  public Double x;
  public Double y;
  public String s;
  public LocalDateTime ts;
  public BigDecimal d;

  /** All rows in their order. */
  public static Event[] of(Rows rows) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < rows.count(); i++) {
      Event event = new Event();
      event.a = (Long) rows.a().get(i);
      event.b = (Long) rows.b().get(i);
      event.x = (Double) rows.x().get(i);
      event.y = (Double) rows.y().get(i);
      event.s = (String) rows.s().get(i);
      event.ts = time(rows.ts().values()[i]);
      event.d = BigDecimal.valueOf(rows.d().low()[i], 2);
      events.add(event);
    }
    return events.toArray(Event[]::new);
  }

  private static LocalDateTime time(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
        ZoneOffset.UTC);
  }

  /**
   * What an expression over events should give, as a Java object: a timestamp for integers if
   * {@code isTime}, a decimal of four digits behind the point for wide numbers.
   */
  public static Object object(Column column, int row, boolean isTime) {
    Object value = column.get(row);
    if (value == null) {
      return null;
    }
    if (column instanceof Column.Wides wide) {
      BigInteger unscaled =
          BigInteger.valueOf(wide.high()[row])
              .shiftLeft(Long.SIZE)
              .add(new BigInteger(Long.toUnsignedString(wide.low()[row])));
      return new BigDecimal(unscaled, 4);
    }
    return isTime ? time((Long) value) : value;
  }
}
